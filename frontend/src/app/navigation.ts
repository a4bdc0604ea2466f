/** The pages, in the order of the rail; the palette and the keys use the same list. */
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

export const GROUPS = [
  {
    name: "Operate",
    pages: [
      { to: "/", name: "Today", icon: IconHome, keys: "g h", admin: false },
      { to: "/lines", name: "Customs lines", icon: IconListDetails, keys: "g l", admin: false },
      { to: "/comparison", name: "Comparison", icon: IconArrowsDiff, keys: "g c", admin: false },
      { to: "/pipeline", name: "Pipeline health", icon: IconHeartbeat, keys: "g p", admin: false },
      { to: "/uploads", name: "CSV upload", icon: IconFileUpload, keys: "g u", admin: false },
    ],
  },
  {
    name: "Reference",
    pages: [
      { to: "/reference/products", name: "Products", icon: IconTag, keys: "g r", admin: false },
      { to: "/reference/hts", name: "HTS numbers", icon: IconBinaryTree2, keys: "g t", admin: false },
      { to: "/reference/tariffs", name: "Tariff measures", icon: IconStack2, keys: "g m", admin: false },
      { to: "/reference/packaging", name: "Packaging", icon: IconPackage, keys: "g k", admin: false },
      { to: "/reference/exchange-rates", name: "Exchange rates", icon: IconCoin, keys: "g x", admin: false },
    ],
  },
  {
    name: "Analyse",
    pages: [{ to: "/what-if", name: "What-if", icon: IconCalculator, keys: "g w", admin: false }],
  },
  {
    name: "Admin",
    pages: [
      { to: "/users", name: "Users", icon: IconUsers, keys: "g s", admin: true },
      { to: "/audit", name: "Audit log", icon: IconHistory, keys: "g a", admin: true },
    ],
  },
] as const;
