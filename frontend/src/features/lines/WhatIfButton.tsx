/** From a line to the what-if of its article; where the line merges several, to each by itself. */
import { Button, Menu } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { Trail } from "~/shared/api/types";
import { formatDecimal } from "~/shared/lib/money";
import { counted } from "~/shared/lib/words";
import type { LineRow } from "./rows";
import { articlesOf, questionOf, type WholeArticle } from "./whatIf";

interface Props {
  row: LineRow;
  /** Until it is there nobody knows what the whole article is. */
  trail: Trail | undefined;
}

export function WhatIfButton({ row, trail }: Props) {
  const articles = trail ? articlesOf(trail) : [];
  const [first] = articles;
  if (!trail || !first) return <Button disabled>What if</Button>;
  if (articles.length === 1) {
    return (
      <Button
        renderRoot={(props: object) => (
          <Link {...props} to="/what-if" search={questionOf(row, trail, first)} />
        )}
      >
        What if
      </Button>
    );
  }
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button>What if…</Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>The line is of {counted(articles.length, "material")}: one by itself</Menu.Label>
        {articles.map((article) => (
          <Menu.Item
            key={article.material}
            renderRoot={(props: object) => (
              <Link {...props} to="/what-if" search={questionOf(row, trail, article)} />
            )}
          >
            {told(article)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

const told = ({ material, quantity, value }: WholeArticle) =>
  `${material}, ${counted(Number(quantity), "piece")}, ${formatDecimal(value)} USD`;
