using Runproof.Tiles;

namespace Runproof.Samples.Accounting;

/// <summary>Posts entries to accounts in folds over up to 10,000 entries.</summary>
public static partial class Ledger
{
    /// <summary>The most entries.</summary>
    public const int MostEntries = 10_000;

    /// <summary>Posts an entry.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="state">The accounts before it.</param>
    [Tile(Description = "Posts an entry")]
    public static Result<Balances> Post(Entry entry, Balances state)
    {
        if (entry.From >= state.Accounts.Length || entry.To >= state.Accounts.Length)
            return Result.Err<Balances>("an entry names an account that there is not");
        if (entry.Amount <= 0 || entry.From == entry.To)
            return Result.Err<Balances>("an entry moves nothing");
        long[] accounts = new long[state.Accounts.Length];
        for (int i = 0; i < accounts.Length; i++)
            accounts[i] = state.Accounts[i];
        accounts[entry.From] = checked(accounts[entry.From] - entry.Amount);
        accounts[entry.To] = checked(accounts[entry.To] + entry.Amount);
        ulong mark = ((ulong)entry.From << 56) ^ ((ulong)entry.To << 48) ^ (ulong)entry.Amount;
        return new Balances(accounts, state.Posted + 1, unchecked(((state.Seal << 7) | (state.Seal >> 57)) + (mark * 0x9E37_79B9_7F4A_7C15)));
    }

    /// <summary>Looks for an entry over the limit, and ends the fold there.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="state">The search so far.</param>
    /// <param name="limit">The limit, in cents.</param>
    [Tile(Description = "Finds the first large entry")]
    public static Fold<Overdraft> Find(Entry entry, Overdraft state, long limit) => entry.Amount > limit
        ? Fold.Break(new Overdraft(state.Seen + 1, state.Seen))
        : Fold.Continue(new Overdraft(state.Seen + 1, null));

    /// <summary>Closes the ledger: what was moved was neither made nor lost.</summary>
    /// <param name="opening">The accounts before the first entry.</param>
    /// <param name="closing">The accounts after the last one.</param>
    /// <param name="large">The first large entry.</param>
    [Tile(Description = "Closes the ledger")]
    public static Result<Statement> Close(Balances opening, Balances closing, Overdraft large)
    {
        Int128 before = 0;
        Int128 after = 0;
        for (int i = 0; i < opening.Accounts.Length; i++)
        {
            before += opening.Accounts[i];
            after += closing.Accounts[i];
        }

        return before == after
            ? new Statement(closing.Accounts, closing.Posted, closing.Seal, large.Position)
            : Result.Err<Statement>("money was made or lost");
    }

    /// <summary>Both folds, for whoever has entries.</summary>
    /// <param name="s">The context.</param>
    /// <param name="entries">The entries.</param>
    /// <param name="opening">The accounts before the first entry.</param>
    /// <param name="limit">What makes an entry large, in cents.</param>
    [Sequence]
    public static Ref<Statement> Settle(SequenceContext s, Ref<Entry[]> entries, Ref<Balances> opening, Ref<long> limit)
    {
        var closing = s.Fold(Post, entries, opening, chunk: 16, bound: MostEntries);
        var large = s.Fold(Find, entries, Overdraft.None, limit, chunk: 100, bound: MostEntries);
        return s.Call(Close, opening, closing, large);
    }

    /// <summary>The program.</summary>
    /// <param name="s">The context.</param>
    [Sequence(Entry = true, Description = "Posts the entries of a ledger and closes it")]
    public static Ref<Statement> Main(SequenceContext s) =>
        s.Call(Settle, s.External<Entry[]>("entries"), s.External<Balances>("opening"), s.External<long>("limit"));
}
