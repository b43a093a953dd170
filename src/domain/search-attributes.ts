/** Search attributes: registered from this one list on every kind of server. Never encrypted, so: no personal data. */
import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';

export const SyncStateKey = defineSearchAttributeKey('SyncState', SearchAttributeType.KEYWORD);
export const StoreKey = defineSearchAttributeKey('Store', SearchAttributeType.KEYWORD);
export const OrderNumberKey = defineSearchAttributeKey('OrderNumber', SearchAttributeType.KEYWORD);
export const BrightpearlOrderIdKey = defineSearchAttributeKey('BrightpearlOrderId', SearchAttributeType.KEYWORD);
export const IssueTypeKey = defineSearchAttributeKey('IssueType', SearchAttributeType.KEYWORD);

export const ALL_SEARCH_ATTRIBUTES = [SyncStateKey, StoreKey, OrderNumberKey, BrightpearlOrderIdKey, IssueTypeKey];
