using System.Collections.Immutable;
using Runproof.Circuits.Graph;
using Runproof.Circuits.Operators;
using Runproof.Circuits.Statements;
using Runproof.Circuits.Witness;
using Runproof.Proofs.Lookups;

namespace Runproof.Circuits.Claims;

/// <summary>Which claims of a statement depend on bound weights, and through which commitments: a function of the statement alone.</summary>
internal static class BoundStructure
{
    /// <summary>Per claim that depends on bound weights its number and the commitments that its layers' inputs come from: 0 for the witness, then the boundaries.</summary>
    public static ImmutableArray<(int Claim, ImmutableArray<int> Polynomials)> Of(WitnessPlan plan)
    {
        var claims = ImmutableArray.CreateBuilder<(int, ImmutableArray<int>)>();
        if (plan.Statement.Bound is null)
            return claims.ToImmutable();
        var columns = plan.Lookups.CommittedColumns;
        for (int i = 0; i < columns.Length; i++)
        {
            if (Quotient(plan, columns[i]) is { } column)
                Add(plan, i, column.Slice, (Requantize)plan.Statement.Slices[column.Slice].Circuit.Nodes[column.Node], claims);
        }

        int number = columns.Length;
        foreach (var output in plan.Tensors.Publications)
        {
            if (plan.Tensors.NodeOf(new(output.Slice, output.Tensor)) is Requantize { Table: Requantize.NoTable } wide)
                Add(plan, number, output.Slice, wide, claims);
            number += output.Claims;
        }

        return claims.ToImmutable();
    }

    private static SiteColumn? Quotient(WitnessPlan plan, LookupColumn column) =>
        !column.IsMultiplicity && plan.Sites[column.Owner][column.Index] is { Kind: ColumnKind.Quotient } found ? found : null;

    private static void Add(WitnessPlan plan, int claim, int slice, Requantize node, ImmutableArray<(int, ImmutableArray<int>)>.Builder claims)
    {
        var sources = node.Terms.Where(term => term.Map.Parameter >= 0 && plan.Statement.Slices[slice].Weights is null).Select(term => term.Source).ToArray();
        if (sources.Length > 0)
            claims.Add((claim, Reach(plan, slice, sources)));
    }

    private static ImmutableArray<int> Reach(WitnessPlan plan, int slice, int[] sources)
    {
        SortedSet<int> waiting = [.. sources.Select(source => plan.Tensors.NumberOf(plan.Tensors.Resolve(slice, source)))];
        SortedSet<int> reached = [];
        while (waiting.Count > 0)
        {
            int number = waiting.Max;
            waiting.Remove(number);
            var place = plan.Tensors.PlaceOf(number);
            var node = plan.Tensors.NodeOf(place);
            if (plan.Tensors.SourceOf(place) is InputSource.Committed committed)
                reached.Add(committed.Boundary + 1);
            else if (node is Rearrange or MaxPool)
                waiting.UnionWith(node.Sources.Select(source => plan.Tensors.NumberOf(plan.Tensors.Resolve(place.Slice, source))));
            if (node is MaxPool { Window: var window } ? CountOf(window) > 1 : node is not (Rearrange or null))
                reached.Add(0);
        }

        return [.. reached];
    }

    private static int CountOf(Window window) => window.KernelHeight * window.KernelWidth;
}
