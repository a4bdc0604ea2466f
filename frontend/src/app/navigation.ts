/** The pages, in the order of the rail, each for whoever may do what it needs; the palette and the keys use the same list. */
import type { Operation } from "~/shared/api/types";
import {
  IconArrowsDiff,
  IconBinaryTree2,
  IconCalculator,
  IconCoin,
  IconFileUpload,
  IconHeartbeat,
  IconHistory,
  IconHome,
  IconListDetails,
  IconPackage,
  IconStack2,
  IconTag,
  IconUsers,
} from "~/shared/ui/icons";

interface Page {
  to: string;
  name: string;
  icon: typeof IconHome;
  /** Two keys that lead there. */
  keys: string;
  needs: Operation;
}

export const GROUPS: readonly { name: string; pages: readonly Page[] }[] = [
  {
    name: "Operate",
    pages: [
      { to: "/", name: "Today", icon: IconHome, keys: "g h", needs: "GET /api/days" },
      {
        to: "/lines",
        name: "Customs lines",
        icon: IconListDetails,
        keys: "g l",
        needs: "GET /api/customs-lines",
      },
      {
        to: "/comparison",
        name: "Comparison",
        icon: IconArrowsDiff,
        keys: "g c",
        needs: "GET /api/comparisons",
      },
      {
        to: "/pipeline",
        name: "Pipeline health",
        icon: IconHeartbeat,
        keys: "g p",
        needs: "GET /api/pipeline",
      },
      { to: "/uploads", name: "CSV upload", icon: IconFileUpload, keys: "g u", needs: "GET /api/uploads" },
    ],
  },
  {
    name: "Reference",
    pages: [
      { to: "/reference/products", name: "Products", icon: IconTag, keys: "g r", needs: "GET /api/products" },
      {
        to: "/reference/hts",
        name: "HTS numbers",
        icon: IconBinaryTree2,
        keys: "g t",
        needs: "GET /api/hts",
      },
      {
        to: "/reference/tariffs",
        name: "Tariff measures",
        icon: IconStack2,
        keys: "g m",
        needs: "GET /api/tariffs",
      },
      {
        to: "/reference/packaging",
        name: "Packaging",
        icon: IconPackage,
        keys: "g k",
        needs: "GET /api/packaging",
      },
      {
        to: "/reference/exchange-rates",
        name: "Exchange rates",
        icon: IconCoin,
        keys: "g x",
        needs: "GET /api/exchange-rates",
      },
    ],
  },
  {
    name: "Analyse",
    pages: [
      { to: "/what-if", name: "What-if", icon: IconCalculator, keys: "g w", needs: "POST /api/scenarios" },
    ],
  },
  {
    name: "Admin",
    pages: [
      { to: "/users", name: "Users", icon: IconUsers, keys: "g s", needs: "GET /api/users" },
      { to: "/audit", name: "Audit log", icon: IconHistory, keys: "g a", needs: "GET /api/audit" },
    ],
  },
];

/** The groups with the pages that somebody may see. */
export function pagesFor(may: readonly Operation[]): { name: string; pages: readonly Page[] }[] {
  return GROUPS.map(({ name, pages }) => ({
    name,
    pages: pages.filter((page) => may.includes(page.needs)),
  })).filter(({ pages }) => pages.length > 0);
}
