using System.Diagnostics.CodeAnalysis;

namespace Runproof.Tiles.Tests.Programs;

public readonly record struct Line(int Amount, bool IsLast);

public readonly record struct Order(string Customer, Line[] Lines, (int Rate, int[] Steps) Terms);

public readonly record struct Sums(long Total, int Count)
{
    public static readonly Sums Zero = new(0, 0);

    public static Sums One { get; } = new(1, 1);
}

/// <summary>A sequence for each thing that a body may say.</summary>
public static partial class Sequences
{
    private const int Chunk = 4;

    [Tile(Description = "Adds, with \"quotes\", commas and\nlines", EstimatedCycles = 100)]
    public static Sums Add(Line line, Sums state) => new(state.Total + line.Amount, state.Count + 1);

    [Tile]
    public static Result<Sums> AddPositive(Line line, Sums state) => line.Amount < 0 ? Result.Err<Sums>("negative") : Add(line, state);

    [Tile]
    public static Fold<Sums> AddUntilLast(Line line, Sums state) => line.IsLast ? Fold.Break(Add(line, state)) : Fold.Continue(Add(line, state));

    [Tile]
    public static Result<Fold<long>> Scale(int step, long state, int rate, long most) =>
        state > most ? Result.Err<Fold<long>>("too large") : state * rate >= most ? Fold.Break(most) : Fold.Continue((state * rate) + step);

    [Tile]
    public static long Total(Sums sums) => sums.Total;

    [Tile]
    public static Result<int> Divide(int left, int right) => right == 0 ? Result.Err<int>("division by zero") : left / right;

    [Tile]
    public static long Combine(long first, long second, Line line) => first + second + line.Amount;

    [Tile]
    [SuppressMessage("Usage", "CA2201", Justification = "A tile that is wrong.")]
    public static int Throw(int value) => value > 3 ? throw new InvalidOperationException($"{value} is too much") : value;

    [Tile]
    public static int Spin(int value)
    {
        while (value != 0)
            value |= 1;
        return value;
    }

    [Tile]
    public static int Allocate(int megabytes)
    {
        int sum = 0;
        for (int i = 0; i < megabytes; i++)
            sum += new byte[1 << 20].Length >> 20;
        return sum;
    }

    [Sequence(Entry = true, Description = "Everything")]
    public static Ref<long> Everything(SequenceContext s)
    {
        var order = s.External<Order>("order");
        Ref<Line[]> lines = order.Select(o => o.Lines);
        var sums = s.Fold(Add, lines, Sums.Zero, chunk: Chunk, bound: 100);
        var again = s.Fold(AddUntilLast, initial: sums, items: lines.Range(1, 3));
        var most = s.Constant(1_000L);
        Ref<long> scaled = s.Fold(Scale, order.Select(o => o.Terms.Steps), s.Call(Total, again), order.Select(o => o.Terms.Rate), most, chunk: 3);
        var both = s.Call(SumBoth, lines, s.Call(Total, again));
        return s.Call(Combine, both, scaled, argument3: order.Select(o => o.Lines[0]));
    }

    [Sequence(Entry = true)]
    public static Ref<long> Nested(SequenceContext s)
    {
        var order = s.External<Order>("order");
        var total = s.Call(SumBoth, order.Select(o => o.Lines), s.Constant(-5L));
        return s.Call(SumAndScale, order, total);
    }

    [Sequence(Entry = true)]
    public static Ref<int> Division(SequenceContext s)
    {
        var left = s.External<int>("left");
        return s.Call(Divide, s.Call(Divide, left, s.External<int>("right")), s.Constant(2));
    }

    [Sequence(Entry = true)]
    public static Ref<int> Faults(SequenceContext s) => s.Call(Allocate, s.Call(Spin, s.Call(Throw, s.External<int>("value"))));

    [Sequence]
    public static Ref<long> SumBoth(SequenceContext s, Ref<Line[]> lines, Ref<long> more)
    {
        var first = s.Fold(AddPositive, lines, new Sums(0, 0));
        var second = s.Fold(AddUntilLast, lines, Sums.One, bound: 50, chunk: 2);
        s.Call(Total, first);
        return s.Call(Combine, s.Call(Total, second), more, lines.Select(l => l[0]));
    }

    [Sequence]
    public static Ref<long> SumAndScale(SequenceContext s, Ref<Order> order, Ref<long> state)
    {
        var most = s.Constant(1_000L);
        var total = s.Call(SumBoth, order.Select(o => o.Lines), state);
        return s.Fold(Scale, order.Select(o => o.Terms.Steps), total, order.Select(o => o.Terms.Rate), most, chunk: 3);
    }
}
