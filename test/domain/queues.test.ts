import { bigcommerceQueue, brightpearlQueue, orchestrateQueue } from '../../src/domain/queues';

describe('task queues', () => {
  it('are named for what they reach', () => {
    expect(orchestrateQueue('connector')).toBe('connector/orchestrate');
    expect(brightpearlQueue('connector', 'acme')).toBe('connector/bp/acme');
    expect(bigcommerceQueue('connector', 'abc123')).toBe('connector/bc/abc123');
  });

  it('differ even for a store and an account of the same name, and between connectors', () => {
    const queues = ['one', 'two'].flatMap((prefix) => [
      orchestrateQueue(prefix),
      brightpearlQueue(prefix, 'same'),
      bigcommerceQueue(prefix, 'same'),
      brightpearlQueue(prefix, 'orchestrate'),
      bigcommerceQueue(prefix, 'orchestrate'),
    ]);
    expect(new Set(queues).size).toBe(queues.length);
  });
});
