import { useUser } from '../../app/session/session.ts';

/** Tells password managers whose password a form is about; nobody else sees it, and it is not sent. */
export function AccountNameField() {
  const { username } = useUser();
  return <input type="text" autoComplete="username" value={username} readOnly hidden aria-hidden="true" />;
}
