export function Brand() {
  return (
    <span className="brand">
      <svg
        width="20"
        height="20"
        viewBox="0 0 20 20"
        fill="none"
        strokeWidth="2.4"
        strokeLinecap="round"
        aria-hidden="true"
      >
        <path d="M2 2v16" stroke="#5f95d6" />
        <path d="M7.3 2v16" stroke="currentColor" />
        <path d="M12.6 2v11" stroke="#5f95d6" />
        <path d="M18 2v6" stroke="currentColor" />
      </svg>
      IOR Automation
    </span>
  );
}
