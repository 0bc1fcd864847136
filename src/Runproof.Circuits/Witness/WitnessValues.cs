using Runproof.Circuits.Execution;
using Runproof.Circuits.Graph;
using Runproof.Circuits.Tensors;
using Runproof.Proofs;
using Runproof.Proofs.Fields;
using Runproof.Proofs.Lookups;

namespace Runproof.Circuits.Witness;

/// <summary>The values of the witness, and those of the linear columns that are looked up.</summary>
internal sealed class WitnessValues
{
    private const int LimbMask = (1 << WitnessPlan.LimbBits) - 1;

    private readonly WitnessPlan plan;
    private readonly int[]?[][] linear;

    private WitnessValues(WitnessPlan plan)
    {
        this.plan = plan;
        Vector = new int[plan.Geometry.Matrix.Rows * plan.Geometry.Matrix.Columns];
        linear = [.. plan.Sites.Select(columns => new int[]?[columns.Length])];
    }

    /// <summary>The committed values, filled up to whole rows with zeros.</summary>
    public int[] Vector { get; }

    /// <summary>Lays out what the executors left, and counts lookups.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="slices">One per slice of the statement.</param>
    /// <param name="boundaries">The values of the boundary commitments, on the cube.</param>
    /// <param name="workers">Who works.</param>
    public static WitnessValues Build(WitnessPlan plan, IReadOnlyList<CircuitExecution> slices, IReadOnlyList<int[]> boundaries, Workers workers)
    {
        var values = new WitnessValues(plan);
        var options = new ParallelOptions { MaxDegreeOfParallelism = workers.Count, CancellationToken = workers.Cancellation };
        var nodes = plan.Statement.Slices.SelectMany((slice, i) => Enumerable.Range(0, slice.Circuit.Nodes.Length).Select(node => (i, node))).ToArray();
        var columns = plan.Sites.SelectMany((site, s) => site.Select((column, c) => (Column: column, Site: s, Index: c)))
            .Where(entry => entry.Column.Kind != ColumnKind.Committed).ToArray();
        Parallel.For(0, nodes.Length, options, i => values.Fill(nodes[i].i, nodes[i].node, slices[nodes[i].i]));
        Parallel.For(0, columns.Length, options, i =>
        {
            var (column, site, index) = columns[i];
            values.linear[site][index] = column.Kind == ColumnKind.Boundary ? boundaries[column.Node] : values.Linear(column, slices[column.Slice]);
        });
        Parallel.For(0, plan.Lookups.Tables.Length, options, values.Count);
        return values;
    }

    /// <summary>Reads a run of a column, for the lookup prover.</summary>
    public void Read(LookupColumn column, int start, Span<Goldilocks> target)
    {
        var source = Column(column).Slice(start, target.Length);
        for (int i = 0; i < target.Length; i++)
            target[i] = Goldilocks.FromInt64(source[i]);
    }

    private ReadOnlySpan<int> Column(LookupColumn column)
    {
        if (!column.IsMultiplicity && linear[column.Owner][column.Index] is { } values)
            return values;
        int block = column.IsMultiplicity ? plan.MultiplicityBlocks[column.Owner] : plan.Sites[column.Owner][column.Index].Block;
        return Vector.AsSpan(plan.Blocks[block].Start, plan.Blocks[block].Length);
    }

    private Span<int> Block(int slice, int node, BlockKind kind, int part = 0)
    {
        var block = plan.Blocks[plan.FindBlock(slice, node, kind, part)];
        return Vector.AsSpan(block.Start, block.Length);
    }

    private void Fill(int slice, int node, CircuitExecution values)
    {
        var circuit = plan.Statement.Slices[slice].Circuit;
        var shape = circuit.OutputOf(node).Shape;
        switch (circuit.Nodes[node])
        {
            case Requantize { Table: >= 0 } requantize:
                var low = new int[shape.Count];
                var high = new int[shape.Count];
                for (int i = 0; i < low.Length; i++)
                {
                    long sum = values.Sums[node][i] + Requantize.Half;
                    low[i] = (int)(sum & LimbMask);
                    high[i] = (int)((sum >> WitnessPlan.LimbBits) & LimbMask);
                }

                Spread(shape, low, 0, Block(slice, node, BlockKind.LowLimb));
                Spread(shape, high, (int)(Requantize.Half >> WitnessPlan.LimbBits), Block(slice, node, BlockKind.HighLimb));
                Spread(shape, values.Tensors[circuit.InputCount + node], circuit.Tables[requantize.Table][0], Block(slice, node, BlockKind.Result));
                break;
            case Lookup lookup:
                Spread(shape, values.Tensors[circuit.InputCount + node], circuit.Tables[lookup.Table][0], Block(slice, node, BlockKind.Result));
                break;
            case MaxPool pool:
                FillDifferences(slice, node, pool, values);
                break;
        }
    }

    private void FillDifferences(int slice, int node, MaxPool pool, CircuitExecution values)
    {
        var circuit = plan.Statement.Slices[slice].Circuit;
        var shape = circuit.OutputOf(node).Shape;
        var largest = Window(circuit, slice, node, pool, 0, values);
        var difference = new int[shape.Count];
        for (int part = 1; part < pool.Window.KernelHeight * pool.Window.KernelWidth; part++)
        {
            var next = Window(circuit, slice, node, pool, part, values);
            for (int i = 0; i < next.Length; i++)
            {
                difference[i] = Math.Max(largest[i] - next[i], 0);
                largest[i] = next[i] + difference[i];
            }

            Spread(shape, difference, 0, Block(slice, node, BlockKind.Difference, part - 1));
        }
    }

    private int[] Window(Circuit circuit, int slice, int node, MaxPool pool, int part, CircuitExecution values)
    {
        var places = plan.Wiring.Pooled(slice, node, part);
        var source = values.Tensors[pool.Source];
        int outside = (int)circuit.Tensors[pool.Source].Range.Min;
        var window = new int[places.Length];
        for (int i = 0; i < window.Length; i++)
            window[i] = places[i] < 0 ? outside : source[places[i]];
        return window;
    }

    private int[] Linear(SiteColumn column, CircuitExecution values)
    {
        var circuit = plan.Statement.Slices[column.Slice].Circuit;
        var shape = circuit.OutputOf(column.Node).Shape;
        var padded = new int[shape.PaddedCount];
        switch (circuit.Nodes[column.Node])
        {
            case Requantize:
                var quotients = new int[shape.Count];
                for (int i = 0; i < quotients.Length; i++)
                    quotients[i] = checked((int)((values.Sums[column.Node][i] + Requantize.Half) >> Requantize.Shift));
                Spread(shape, quotients, 0, padded);
                break;
            case Lookup lookup:
                Spread(shape, values.Tensors[lookup.Source], 0, padded);
                break;
            case MaxPool pool:
                var next = Window(circuit, column.Slice, column.Node, pool, column.Part + 1, values);
                var before = Window(circuit, column.Slice, column.Node, pool, column.Part, values);
                for (int i = 0; i < next.Length; i++)
                    before[i] -= next[i];
                Spread(shape, before, 0, padded);
                if (column.Part > 0)
                {
                    var cut = Block(column.Slice, column.Node, BlockKind.Difference, column.Part - 1);
                    for (int i = 0; i < padded.Length; i++)
                        padded[i] += cut[i];
                }

                break;
        }

        return padded;
    }

    private void Count(int table)
    {
        var lookups = plan.Lookups;
        var block = plan.Blocks[plan.MultiplicityBlocks[table]];
        var counts = Vector.AsSpan(block.Start, block.Length);
        long first = FirstOf(table);
        for (int site = 0; site < lookups.Sites.Length; site++)
        {
            if (lookups.Sites[site].TableId != lookups.Tables[table].Id)
                continue;
            foreach (int value in Column(LookupColumn.OfSite(site, 0)))
            {
                // What is in no row stays uncounted; the proof is refused.
                long row = value - first;
                if (row >= 0 && row < counts.Length)
                    counts[(int)row]++;
            }
        }
    }

    private long FirstOf(int table)
    {
        ulong representative = plan.Lookups.Tables[table].Columns[0][0].Value;
        return representative > Goldilocks.Modulus / 2 ? (long)(representative - Goldilocks.Modulus) : (long)representative;
    }

    private static void Spread(CircuitShape shape, ReadOnlySpan<int> dense, int padding, Span<int> target)
    {
        if (padding != 0 && !shape.IsFull)
            target.Fill(padding);
        shape.Spread(dense, target);
    }
}
