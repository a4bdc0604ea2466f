/** A search field that waits until the typing pauses. */
import { TextInput } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import { IconSearch } from "./icons";

interface Props {
  label: string;
  placeholder: string;
  value: string;
  onChange: (text: string) => void;
  width?: number;
}

export function SearchInput({ label, placeholder, value, onChange, width = 240 }: Props) {
  const [text, setText] = useState(value);
  const sent = useRef(value);
  useEffect(() => {
    if (value !== sent.current) setText(value);
    sent.current = value;
  }, [value]);
  useEffect(() => {
    if (text === sent.current) return;
    const timer = setTimeout(() => {
      sent.current = text;
      onChange(text);
    }, 250);
    return () => clearTimeout(timer);
  }, [text, onChange]);
  return (
    <TextInput
      type="search"
      aria-label={label}
      placeholder={placeholder}
      leftSection={<IconSearch size={15} aria-hidden />}
      w={width}
      maw="100%"
      value={text}
      onChange={(event) => setText(event.currentTarget.value)}
    />
  );
}
