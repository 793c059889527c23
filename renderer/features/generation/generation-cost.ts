/** Credits that one image or one text costs (domain.md, "Generation"). */
export const CREDITS_PER_OUTPUT = 10;
