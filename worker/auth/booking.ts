// What only finance and managers book: a rep enters what was ordered, delivered and what serving it cost; invoices,
// payments and returns decide what a customer owes, and come from the books.
import type { TransactionRow } from '../../shared/schema/transaction.ts'
import type { Actor } from './actor.ts'

type Kind = TransactionRow['kind']

export const bookedKinds: readonly Kind[] = ['invoice', 'payment', 'return']

export const mayBook = (actor: Actor): boolean => actor.role !== 'rep'
