// One line that says what is going on, where a terminal is watching; nothing elsewhere.

export interface Progress {
  step(what: string): void;
  end(): void;
}

export function startProgress(wanted: boolean, stream: NodeJS.WriteStream = process.stderr): Progress {
  const shown = wanted && stream.isTTY;
  const clear = '\r\u001b[2K';
  return {
    step: (what) => {
      if (shown) stream.write(`${clear}${what} …`);
    },
    end: () => {
      if (shown) stream.write(clear);
    },
  };
}
