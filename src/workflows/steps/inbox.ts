import { ApplicationFailure, setHandler, workflowInfo } from '@temporalio/workflow';
import { operatorCommandUpdate, OPERATOR_VERBS, orderChangedSignal } from '../../domain/messages';
import type { OperatorAnswer, OperatorCommand, OrderChanged, OrderWorkflowInput } from '../../domain/messages';
import { orchestrateActivities } from './activity-proxies';

/**
 * What arrived since the loop last looked. Handlers do nothing but record; a decision is stored before its Update answers.
 *
 * Repeats need no list of what was seen: whatever arrives before the next reading joins it, and after that nothing tells a
 * repeat from a second change surely (two within one second can have the same hash), so it is worth a reading.
 */
export class Inbox {
  private hasUnread: boolean;
  private urgent = false;
  private deep = true;
  /** Undefined: nobody knows. */
  private brightpearl: boolean | undefined;
  private setsStatus = false;
  private ruled: boolean;

  constructor(private readonly input: OrderWorkflowInput) {
    this.ruled = input.ruled ?? false;
    // A run started by an Update or continued from another one has no signal, and still has its order to look at.
    this.hasUnread = !input.parked;
    this.brightpearl = knownOfBrightpearl(input);
    setHandler(
      orderChangedSignal,
      ({ reason, scope }) => {
        this.hasUnread = true;
        this.urgent ||= reason !== 'webhook' || !looksLikeEcho(scope, this.setsStatus);
        this.deep ||= reason !== 'webhook' || !isAboutOrderDocument(scope);
        this.brightpearl = this.brightpearl === true || !OF_THE_STORE.includes(reason);
      },
      { description: 'Look at this order again' },
    );
    setHandler(operatorCommandUpdate, (command) => this.record(command), {
      validator: validateCommand,
      description: 'retry, skip, release or amend the order',
    });
  }

  hasNews(): boolean {
    return this.hasUnread;
  }

  /** News that cannot be the echo of our own writes. */
  hasUrgentNews(): boolean {
    return this.urgent;
  }

  /** Brightpearl may have news. */
  hasBrightpearlNews(): boolean {
    return this.brightpearl ?? true;
  }

  /** A person ruled something about the order. */
  hasRuling(): boolean {
    return this.ruled;
  }

  /** Until the inbox is emptied a change of the status may be the echo of a shipment. */
  expectStatusEcho(): void {
    this.setsStatus = true;
  }

  /**
   * Empties the inbox. `deep`: more than the order document itself may have changed. `ruled`: a person wants it.
   * `brightpearl`: its side may have changed.
   */
  take(): { readonly deep: boolean; readonly ruled: boolean; readonly brightpearl: boolean } {
    const { deep, ruled } = this;
    const brightpearl = this.hasBrightpearlNews();
    this.hasUnread = false;
    this.urgent = false;
    this.deep = false;
    this.brightpearl = false;
    this.setsStatus = false;
    this.ruled = false;
    return { deep, ruled, brightpearl };
  }

  /** As if an event had come: the next pass reads everything. */
  lookAgain(): void {
    this.hasUnread = true;
    this.deep = true;
    this.brightpearl = true;
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
    this.hasUnread = true;
    this.urgent = true;
    this.deep = true;
    this.brightpearl = true;
    this.ruled = true;
    return { accepted: true, state: parked?.state ?? 'SYNCING', decisionId };
  }
}

/**
 * Whether Brightpearl has news when a run begins, only the run that it goes on for knows. One that waited for a person does not
 * hand that on: it may have been woken by Brightpearl, whatever comes from the store meanwhile.
 */
function knownOfBrightpearl({ continued }: OrderWorkflowInput): boolean | undefined {
  if (continued) return continued.brightpearlNews === true;
  return workflowInfo().continuedFromExecutionRunId === undefined ? undefined : true;
}

/** Who has seen nothing but the store. What Brightpearl has to say, its own webhooks and sweeps tell. */
const OF_THE_STORE: readonly OrderChanged['reason'][] = ['webhook', 'sweep', 'backfill'];

/** Setting a field or a metafield fires these. A change of the status is somebody else's, unless we made shipments. */
const looksLikeEcho = (scope: string | undefined, setsStatus: boolean): boolean =>
  scope !== undefined &&
  (/^store\/order\/(updated|metafield\/\w+)$/.test(scope) || (setsStatus && scope === 'store/order/statusUpdated'));

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
