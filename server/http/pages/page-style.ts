/** The style sheet of the server's own pages; system fonts, light and dark. */
export const PAGE_STYLE = `
:root { color-scheme: light dark; --ink: #1d1d1f; --soft: #5f6368; --line: #e2e4e8; --paper: #fff; --shade: #f6f7f9; --accent: #4f46e5; --good: #0f7b4b; }
@media (prefers-color-scheme: dark) { :root { --ink: #ececf1; --soft: #a3a7b0; --line: #33363d; --paper: #16171b; --shade: #1f2126; --accent: #a5a0ff; --good: #6bd6a2; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 60rem; padding: 2.5rem 1.25rem 5rem; background: var(--paper); color: var(--ink); font: 16px/1.65 system-ui, -apple-system, "Segoe UI", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; }
h1 { font-size: 2rem; line-height: 1.25; margin: 0 0 .5rem; letter-spacing: -.01em; }
h2 { font-size: 1.35rem; margin: 3rem 0 .75rem; padding-top: .75rem; border-top: 1px solid var(--line); }
h4 { font-size: .8rem; margin: 1.25rem 0 .35rem; color: var(--soft); font-weight: 600; letter-spacing: .04em; }
p { margin: .5rem 0; }
a { color: var(--accent); text-underline-offset: 3px; }
a:focus-visible, summary:focus-visible { outline: 2px solid var(--accent); outline-offset: 3px; border-radius: 4px; }
code, pre { font: .86em/1.55 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
code { background: var(--shade); padding: .1em .35em; border-radius: 4px; overflow-wrap: anywhere; }
pre { background: var(--shade); border: 1px solid var(--line); border-radius: 8px; padding: .85rem 1rem; overflow-x: auto; margin: .5rem 0; }
pre code { background: none; padding: 0; overflow-wrap: normal; }
.lead { color: var(--soft); font-size: 1.05rem; max-width: 44rem; }
.soft { color: var(--soft); }
.actions { display: flex; flex-wrap: wrap; gap: .5rem 1.25rem; margin: 1.5rem 0; }
details { border: 1px solid var(--line); border-radius: 10px; margin: .6rem 0; }
summary { cursor: pointer; padding: .7rem 1rem; display: flex; flex-wrap: wrap; gap: .25rem .75rem; align-items: baseline; }
details > div { padding: 0 1rem 1rem; border-top: 1px solid var(--line); }
.method { font: 600 .78rem/1 ui-monospace, Menlo, Consolas, monospace; color: var(--accent); min-width: 2.8rem; }
.method.get { color: var(--good); }
.path { font: .9rem/1.4 ui-monospace, Menlo, Consolas, monospace; overflow-wrap: anywhere; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .92rem; }
th, td { text-align: start; vertical-align: top; padding: .4rem .75rem .4rem 0; border-bottom: 1px solid var(--line); }
th { font-weight: 600; color: var(--soft); font-size: .8rem; }
`;
