import { Dialog } from "~/shared/ui/Dialog";
import { GROUPS } from "./navigation";

const TABLE: [string, string][] = [
  ["↑ ↓, j k", "Row before, row after"],
  ["Page Up, Page Down, Home, End", "Move by pages, to the ends"],
  ["Enter", "Open the row"],
  ["Esc", "Close what is open"],
  ["Ctrl C", "Copy the row"],
  ["← →", "Scroll the columns"],
];
const ANYWHERE: [string, string][] = [
  ["Ctrl K", "Find a line, shipment, product, HTS number or page"],
  ["/", "Search this page"],
  ["?", "This list"],
];

function Keys({ title, rows }: { title: string; rows: [string, string][] }) {
  return (
    <section style={{ marginBottom: 14 }}>
      <h3 style={{ margin: "0 0 4px", fontSize: 14 }}>{title}</h3>
      <table className="table">
        <tbody>
          {rows.map(([keys, words]) => (
            <tr key={keys}>
              <th scope="row" style={{ width: 190 }}>
                {keys.split(", ").map((one) => (
                  <span key={one}>
                    <kbd>{one}</kbd>{" "}
                  </span>
                ))}
              </th>
              <td>{words}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

export default function KeyboardHelp({ onClose }: { onClose: () => void }) {
  const pages = GROUPS.flatMap((group) => [...group.pages]).map((page): [string, string] => [
    page.keys,
    page.name,
  ]);
  return (
    <Dialog onClose={onClose} title="Keyboard" size="lg">
      <div className="keys-columns">
        <Keys title="Anywhere" rows={ANYWHERE} />
        <Keys title="In a table" rows={TABLE} />
        <Keys title="Go to" rows={pages} />
      </div>
    </Dialog>
  );
}
