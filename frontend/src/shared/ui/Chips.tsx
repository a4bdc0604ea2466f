/** The filters that are set, each to be taken away, and all at once. */
import { IconX } from "./icons";

export interface Chip {
  id: string;
  words: string;
  onRemove: () => void;
}

export function Chips({ chips, onClear }: { chips: Chip[]; onClear: () => void }) {
  if (chips.length === 0) return null;
  return (
    <div className="chips" role="group" aria-label="Filters that are set">
      {chips.map((chip) => (
        <span key={chip.id} className="chip">
          {chip.words}
          <button type="button" aria-label={`Remove the filter: ${chip.words}`} onClick={chip.onRemove}>
            <IconX size={13} aria-hidden />
          </button>
        </span>
      ))}
      <button type="button" className="link-button" onClick={onClear}>
        Clear all
      </button>
    </div>
  );
}
