import { Navigate, Outlet, useSearchParams } from 'react-router';
import { readNextPath } from './read-next-path.ts';
import { useSession } from './session.ts';

/** Pages for somebody who is not signed in: whoever is, or has just become so, goes on to where they wanted to go. */
export function RedirectSignedIn() {
  const session = useSession();
  const [searchParams] = useSearchParams();
  // Whether anybody is signed in need not be known to show a form.
  return session.status === 'signed-in' ? <Navigate to={readNextPath(searchParams)} replace /> : <Outlet />;
}
