/** Activities of new products that remember what they were asked. */
import type {
  AccountNewProductActivities,
  ConnectorNewProductActivities,
  StoreNewProductActivities,
} from '../../../src/domain/new-product-types';

export interface NewProductFakes {
  readonly activities: StoreNewProductActivities & AccountNewProductActivities & ConnectorNewProductActivities;
  /** `planNewProducts`, `makeNewProduct A`, … */
  readonly calls: string[];
}

/** @param pages SKUs to be made, page by page; `onCall` runs inside each activity, before it answers. */
export function fakeNewProducts(
  pages: readonly (readonly string[])[] = [['A', 'B'], ['C']],
  onCall: (call: string) => Promise<void> = async () => undefined,
): NewProductFakes {
  const calls: string[] = [];
  const left = [...pages];
  const seen = async (call: string): Promise<void> => {
    calls.push(call);
    await onCall(call);
  };
  return {
    calls,
    activities: {
      async reportUnknownProducts({ want }) {
        await seen(want ? `want all by ${want.by}` : 'reportUnknownProducts');
        return { variants: 5, creatable: 3 };
      },
      async planNewProducts() {
        await seen('planNewProducts');
        return { skus: left.shift() ?? [], settled: 0 };
      },
      async makeNewProduct({ sku }) {
        await seen(`make ${sku}`);
        return { isThere: true };
      },
      async linkNewProducts() {
        await seen('linkNewProducts');
        return { products: 1 };
      },
      async tellOfNewProducts({ since }) {
        await seen(since === undefined ? 'tell' : 'look again');
        return { told: 1 };
      },
      async putOffNewProducts({ skus }) {
        await seen(`put off ${skus.join(', ')}`);
        left.push(skus);
      },
    },
  };
}
