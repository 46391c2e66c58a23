// How Peoplevox does, as seen from its last answers: for the screen.

export type PeoplevoxState = 'answering' | 'not_asked_yet' | 'away' | 'login_refused';

export interface PeoplevoxHealth {
  state: PeoplevoxState;
  words: string;
  lastAnswerAt: Date | null;
}

export class Health {
  #state: PeoplevoxState = 'not_asked_yet';
  #words = 'Peoplevox has not been asked yet.';
  #lastAnswerAt: Date | null = null;

  answered(at: Date): void {
    this.#state = 'answering';
    this.#words = 'Peoplevox answers.';
    this.#lastAnswerAt = at;
  }
  away(words: string): void {
    this.#state = 'away';
    this.#words = words;
  }
  loginRefused(words: string): void {
    this.#state = 'login_refused';
    this.#words = words;
  }
  view(): PeoplevoxHealth {
    return { state: this.#state, words: this.#words, lastAnswerAt: this.#lastAnswerAt };
  }
}
