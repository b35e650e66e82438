import fc from "fast-check";
import { expect, test } from "vitest";
import { SymbolTable } from "./symbol-table.ts";

test("strings are numbered as a Map would number them, cut out of a text or joined from two parts", () => {
  const line = fc.tuple(fc.stringMatching(/^[ab]{1,4}$/), fc.stringMatching(/^[ab]{1,4}$/));
  fc.assert(
    fc.property(fc.array(line, { maxLength: 200 }), (lines) => {
      const table = new SymbolTable(1); // grows many times
      const numbers = new Map<string, number>();
      const numberOf = (string: string): number => {
        if (!numbers.has(string)) numbers.set(string, numbers.size);
        return numbers.get(string)!;
      };
      for (const [left, right] of lines) {
        const text = `${left} ${right}`;
        expect(table.add(text, 0, left.length)).toBe(numberOf(left));
        expect(table.add(text, left.length + 1)).toBe(numberOf(right));
        expect(table.addJoined(text, left.length)).toBe(numberOf(left + right));
      }
      expect(table.size).toBe(numbers.size);
      for (const [string, number] of numbers) expect(table.string(number)).toBe(string);
    }),
  );
});
