/** Applies rules. Both adapters end here: nothing about verdicts is decided anywhere else. */
import { grouped } from "../proofs/grouped";
import type { Finding, Judged, Level, ResourceRule, Rule, StackRule, View } from "./rule";
import { type Properties, type Subject, environmentLabel } from "./subject";
import { type Reader, Unjudgeable, watched } from "./watched";

/** A rule's verdict against a resource. */
export interface Violation {
  readonly policy: string;
  readonly enforcementLevel: Level;
  readonly urn: string;
  /** The resource's name, and which part of it where it holds several. */
  readonly resource: string;
  /** Which property, what it is, and what is allowed. */
  readonly what: string;
  readonly value: string;
  readonly limit: string;
  /** What to do. */
  readonly mend: string;
  /** All of that in one line. */
  readonly message: string;
}

/** How strictly a rule is taken, and its figures. */
export interface Strictness {
  readonly level: Level;
  readonly figures: Properties;
}

/** Hears of each property that a rule reads: for tests. */
export type OnRead = (subject: Subject, path: string) => void;

/** What a rule has against a subject. */
export function judge(
  rule: ResourceRule,
  subject: Subject,
  strictness: Strictness,
  onRead?: OnRead,
): readonly Violation[] {
  const told: Violation[] = [];
  const isLate = (path: string, because: string) => {
    const late = (rule.late ?? []).some((one) => matches(one, path));
    if (late) told.push(unjudged(rule, "advisory", subject, path, because, "the update judges it before it is made"));
    return late;
  };
  const judged = guarded(subject, {
    isLate,
    ...(onRead && {
      onRead: (path) => {
        onRead(subject, path);
      },
    }),
  });
  return [...collect(rule, strictness, judged, () => rule.check(judged, strictness.figures)), ...told];
}

/** What a rule has against a stack. */
export function judgeStack(rule: StackRule, view: View, strictness: Strictness): readonly Violation[] {
  return collect(rule, strictness, view.root, () => rule.checkStack(view, strictness.figures));
}

/** Everything that a stack is made of, for rules about it. */
export function viewOf(subjects: readonly Subject[], onRead?: OnRead): View {
  const judged = subjects.map((subject) =>
    guarded(
      subject,
      onRead === undefined
        ? {}
        : {
            onRead: (path) => {
              onRead(subject, path);
            },
          },
    ),
  );
  const kinds = grouped(judged, ({ kind }) => kind);
  const label = subjects.map(({ providerProps }) => environmentLabel(providerProps)).find((one) => one !== undefined);
  return {
    root: judged.find(({ type }) => type === "pulumi:pulumi:Stack") ?? judged[0] ?? NOTHING,
    environment: label ?? subjects[0]?.environment ?? "",
    subjects: judged,
    ofKind: <P>(kind: string) => (kinds.get(kind) ?? []) as readonly Judged<P>[],
  };
}

/** Of a stack without anything. */
const NOTHING = { urn: "", name: "the stack" };

function guarded(subject: Subject, hears: Pick<Reader, "onRead" | "isLate">): Judged {
  const { urn, name } = subject;
  return { ...subject, props: watched(subject.props, { urn, name, ...hears }) };
}

/** What was found before something that cannot be judged counts as well. */
function collect(
  rule: Rule,
  { level }: Strictness,
  whole: Pick<Reader, "urn" | "name">,
  check: () => Iterable<Finding>,
): readonly Violation[] {
  const found: Violation[] = [];
  try {
    for (const { of = whole, what, value, limit } of check()) {
      const message = `${of.name}: ${what} is ${value}, allowed is ${limit}; ${rule.mend}`;
      found.push({ ...verdict(rule, level, of), what, value, limit, mend: rule.mend, message });
    }
  } catch (error) {
    const { of, path, because } = error instanceof Unjudgeable ? error : malformed(whole, error);
    found.push(unjudged(rule, level, of, path, because, "give it a value that does not come from another resource"));
  }
  return found;
}

function verdict({ name }: Rule, enforcementLevel: Level, of: Pick<Reader, "urn" | "name">) {
  return { policy: name, enforcementLevel, urn: of.urn, resource: of.name };
}

function unjudged(
  rule: Rule,
  level: Level,
  of: Pick<Reader, "urn" | "name">,
  what: string,
  because: string,
  mend: string,
): Violation {
  const message = `${of.name}: cannot be judged yet: ${what} is ${because}; ${mend}`;
  return {
    ...verdict(rule, level, of),
    what,
    value: because,
    limit: "a value that is known at preview",
    mend,
    message,
  };
}

/** Rules read what they find: whatever is of another form than the service takes must not pass for it. */
function malformed(of: Pick<Reader, "urn" | "name">, error: unknown) {
  if (!(error instanceof TypeError || error instanceof RangeError || error instanceof SyntaxError)) throw error;
  return { of, path: "the resource", because: `not of the form that its service takes (${error.message})` };
}

/** Whether a path is the one meant, or holds it; "*" stands for a position. */
function matches(late: string, path: string): boolean {
  const [meant, actual] = [late.split("."), path.split(".")];
  return actual.length <= meant.length && actual.every((part, index) => meant[index] === "*" || part === meant[index]);
}
