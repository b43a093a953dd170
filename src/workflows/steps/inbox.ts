import { ApplicationFailure, setHandler } from '@temporalio/workflow';
import { operatorCommandUpdate, OPERATOR_VERBS, orderChangedSignal } from '../../domain/messages';
import type { OperatorAnswer, OperatorCommand, OrderWorkflowInput } from '../../domain/messages';
import { orchestrateActivities } from './activity-proxies';

/** A webhook is retried for 48 h; the newest hundred events of one order cover any repeat that matters. */
const SEEN_EVENTS_KEPT = 100;

/** What arrived since the loop last looked. Handlers do nothing but record; a decision is stored before its Update answers. */
export class Inbox {
  readonly seenEvents: string[];
  private news = 0;
  private urgent = false;
  private deep = true;
  private ruled: boolean;

  constructor(private readonly input: OrderWorkflowInput) {
    this.seenEvents = [...(input.seenEvents ?? [])];
    this.ruled = input.ruled ?? false;
    // A run started by an Update or continued from a parked one has no signal, and still has its order to look at.
    if (!input.parked) this.news = 1;
    setHandler(
      orderChangedSignal,
      ({ eventId, reason, scope }) => {
        if (eventId !== undefined && this.seenEvents.includes(eventId)) return;
        if (eventId !== undefined) this.remember(eventId);
        this.news += 1;
        this.urgent ||= reason !== 'webhook' || !looksLikeEcho(scope);
        this.deep ||= reason !== 'webhook' || !isAboutOrderDocument(scope);
      },
      { description: 'Look at this order again' },
    );
    setHandler(operatorCommandUpdate, (command) => this.record(command), {
      validator: validateCommand,
      description: 'retry, skip, release or amend the order',
    });
  }

  hasNews(): boolean {
    return this.news > 0;
  }

  /** News that cannot be the echo of our own writes. */
  hasUrgentNews(): boolean {
    return this.urgent;
  }

  /** A person ruled something about the order. */
  hasRuling(): boolean {
    return this.ruled;
  }

  /** Empties the inbox. `deep`: more than the order document itself may have changed. `ruled`: a person wants it. */
  take(): { readonly deep: boolean; readonly ruled: boolean } {
    const { deep, ruled } = this;
    this.news = 0;
    this.urgent = false;
    this.deep = false;
    this.ruled = false;
    return { deep, ruled };
  }

  /** As if an event had come: the next pass reads everything. */
  lookAgain(): void {
    this.news += 1;
    this.deep = true;
  }

  private async record(command: OperatorCommand): Promise<OperatorAnswer> {
    const { parked } = this.input;
    const { decisionId } = await orchestrateActivities(
      this.input,
      `${command.verb} by ${command.actor}`,
    ).recordDecision({
      key: this.input.key,
      asOf: Date.now(),
      command,
      ...(parked ? { issue: parked } : {}),
    });
    this.news += 1;
    this.urgent = true;
    this.deep = true;
    this.ruled = true;
    return { accepted: true, state: parked?.state ?? 'SYNCING', decisionId };
  }

  private remember(eventId: string): void {
    this.seenEvents.push(eventId);
    if (this.seenEvents.length > SEEN_EVENTS_KEPT) this.seenEvents.shift();
  }
}

/** Setting a field or a metafield fires these; a status we do not set, so a change of it is somebody else's. */
const looksLikeEcho = (scope: string | undefined): boolean =>
  scope !== undefined && /^store\/order\/(updated|metafield\/\w+)$/.test(scope);

/** Our own writes echo as these: the order document alone tells whether anything changed, at the price of one read. */
const isAboutOrderDocument = (scope: string | undefined): boolean =>
  scope !== undefined && /^store\/order\/(created|updated|statusUpdated|archived|metafield\/\w+)$/.test(scope);

function validateCommand(command: OperatorCommand): void {
  if (!OPERATOR_VERBS.includes(command.verb)) {
    throw ApplicationFailure.nonRetryable(
      `Unknown verb ${command.verb}: use ${OPERATOR_VERBS.join(', ')}`,
      'UNKNOWN_VERB',
    );
  }
}
