import { Decimal } from "decimal.js";
import { z } from "zod";
import { field, wholeNumber } from "./field";

const usd = z
  .string()
  .regex(/^\d{1,9}(\.\d{1,2})?$/)
  .refine((text) => /[1-9]/.test(text))
  .transform((text) => new Decimal(text));

/** What the environment may cost. An exact decimal: binary floating point cannot hold cents. */
export const budgetSchema = z.strictObject({
  monthlyUsd: field(usd, {
    description: "Budget of the environment.",
    unit: "USD a month",
    accepts: 'an amount above zero as a decimal string with at most two decimals, such as "2500.00"',
  }),
  alertAtPercent: field(
    z
      .array(
        field(wholeNumber(1, 1000), {
          description: "One threshold.",
          unit: "percent of the budget",
          accepts: "a whole number of percent from 1 to 1000",
        }),
      )
      .min(1)
      .default([50, 80, 100]),
    {
      description: "Shares of the budget at which the owner is told.",
      unit: "percent of the budget",
      accepts: "a list of whole numbers from 1 to 1000, such as [50, 80, 100]",
    },
  ),
});
