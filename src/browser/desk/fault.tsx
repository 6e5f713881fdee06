import { Refused } from '../../portal/view.js'
import { desk as texts } from '../../portal/text/desk.js'
import { useSession } from './session.js'

/** What went wrong, in words: what the service said, where in the record, or that it could not be reached. */
export function Fault ({ fault, again }: { fault: unknown, again?: () => void }) {
  const { view } = useSession()
  const t = texts(view)
  if (fault === undefined) return null
  const problem = fault instanceof Refused ? fault.problem : undefined
  return (
    <div class='desk-fault' role='alert'>
      <p>{problem ? problem.status === 412 ? t.stale : <><strong>{problem.title}</strong> <bdi lang='en'>{problem.detail}</bdi></> : navigator.onLine ? t.failed : t.offline}</p>
      {problem?.errors && <ul>{problem.errors.map(({ path, message }, i) => <li key={i}><code>{path}</code> <bdi lang='en'>{message}</bdi></li>)}</ul>}
      {again && <button type='button' class='quiet' onClick={again}>{t.again}</button>}
    </div>
  )
}
