import { useState } from 'react';
import { Navigate, useSearchParams } from 'react-router';
import { readNextPath } from '../../app/session/read-next-path.ts';
import { useSession } from '../../app/session/session.ts';
import { NewCodesScreen } from './new-codes-screen.tsx';
import { RegisterForm } from './register-form.tsx';
import { useRegister } from './use-register.ts';

/** Makes an account, shows its recovery codes the one time they are to be seen, and goes on to where one wanted to go. */
export function RegisterPage() {
  const session = useSession();
  const [searchParams] = useSearchParams();
  const [areCodesSaved, setCodesSaved] = useState(false);
  const registering = useRegister();
  const { registered } = registering;
  if (registered !== null && !areCodesSaved) {
    return <NewCodesScreen registered={registered} onContinue={() => setCodesSaved(true)} />;
  }
  if (session.status === 'signed-in') return <Navigate to={readNextPath(searchParams)} replace />;
  return <RegisterForm registering={registering} />;
}
