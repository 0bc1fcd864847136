using System.Collections.Immutable;
using Runproof.Circuits.Graph;
using Runproof.Circuits.Statements;
using Runproof.Circuits.Tables;
using Runproof.Circuits.Tensors;

namespace Runproof.Circuits.Witness;

/// <summary>Lists the blocks, tables and sites of a statement, node by node.</summary>
internal sealed class WitnessDraft
{
    private const int LimbTable = 1;

    private readonly List<ActivationTable> tables = [];
    private readonly List<IntegerRange> ranges = [];

    public WitnessDraft(ProofStatement statement)
    {
        for (int slice = 0; slice < statement.Slices.Length; slice++)
        {
            var circuit = statement.Slices[slice].Circuit;
            for (int node = 0; node < circuit.Nodes.Length; node++)
                Add(circuit, slice, node);
        }

        foreach (int boundary in BoundariesRead(statement))
            AddBoundary(statement, boundary);
        Tables = [.. tables];
        Ranges = [.. ranges];
    }

    /// <summary>The blocks but multiplicities, not placed.</summary>
    public List<WitnessBlock> Blocks { get; } = [];

    /// <summary>The activation tables, without repetition, in the order of first use.</summary>
    public ImmutableArray<ActivationTable> Tables { get; }

    /// <summary>The ranges of boundaries, without repetition.</summary>
    public ImmutableArray<IntegerRange> Ranges { get; }

    /// <summary>The sites: table number, log2 of the rows, columns. A committed column holds the kind of its block in place of the block.</summary>
    public List<(int Table, int LogRows, SiteColumn[] Columns)> Sites { get; } = [];

    private static IEnumerable<int> BoundariesRead(ProofStatement statement) =>
        statement.Slices.SelectMany(slice => slice.Inputs).OfType<InputSource.Committed>().Select(source => source.Boundary).Distinct().Order();

    private void Add(Circuit circuit, int slice, int node)
    {
        int log = circuit.OutputOf(node).Shape.LogSize;
        switch (circuit.Nodes[node])
        {
            case Requantize { Table: >= 0 } requantize:
                Site(LimbTable, log, Commit(BlockKind.LowLimb, slice, node, 0, log));
                Site(LimbTable, log, Commit(BlockKind.HighLimb, slice, node, 0, log));
                Site(NumberOf(circuit.Tables[requantize.Table]), log, new(ColumnKind.Quotient, slice, node, 0, -1), Commit(BlockKind.Result, slice, node, 0, log));
                break;
            case Lookup lookup:
                Site(NumberOf(circuit.Tables[lookup.Table]), log, new(ColumnKind.Argument, slice, node, 0, -1), Commit(BlockKind.Result, slice, node, 0, log));
                break;
            case MaxPool pool:
                for (int part = 0; part < (pool.Window.KernelHeight * pool.Window.KernelWidth) - 1; part++)
                {
                    Site(NumberOf(circuit.Tables[pool.Table]), log,
                        new(ColumnKind.Difference, slice, node, part, -1), Commit(BlockKind.Difference, slice, node, part, log));
                }

                break;
        }
    }

    private void AddBoundary(ProofStatement statement, int boundary)
    {
        var type = statement.Slices.SelectMany(slice => slice.Inputs.Select((source, input) => (Source: source, Type: slice.Circuit.Tensors[input])))
            .First(pair => pair.Source is InputSource.Committed committed && committed.Boundary == boundary).Type;
        int range = ranges.IndexOf(type.Range);
        if (range < 0)
        {
            range = ranges.Count;
            ranges.Add(type.Range);
        }

        Site(LimbTable + 1 + tables.Count + range, type.Shape.LogSize, new SiteColumn(ColumnKind.Boundary, -1, boundary, 0, -1));
    }

    private int NumberOf(ActivationTable table)
    {
        int index = tables.IndexOf(table);
        if (index < 0)
        {
            index = tables.Count;
            tables.Add(table);
        }

        return LimbTable + 1 + index;
    }

    private SiteColumn Commit(BlockKind kind, int slice, int node, int part, int logSize)
    {
        Blocks.Add(new(kind, slice, node, part, logSize, 0));
        return new(ColumnKind.Committed, slice, node, part, (int)kind);
    }

    private void Site(int table, int logRows, params SiteColumn[] columns) => Sites.Add((table, logRows, columns));
}
