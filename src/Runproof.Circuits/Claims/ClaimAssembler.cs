using System.Collections.Immutable;
using Runproof.Circuits.Graph;
using Runproof.Circuits.Tensors;
using Runproof.Circuits.Wiring;
using Runproof.Circuits.Witness;
using Runproof.Proofs.Fields;
using Runproof.Proofs.Lookups;
using Runproof.Proofs.Sumcheck;

namespace Runproof.Circuits.Claims;

/// <summary>Turns what the lookups leave, and what the statement says of outputs, into linear claims on what is committed. Both sides use it.</summary>
/// <typeparam name="E">The field of challenges.</typeparam>
internal sealed class ClaimAssembler<E>
    where E : struct, IExtensionField<E, Goldilocks>
{
    private readonly WitnessPlan plan;
    private readonly ImmutableArray<LookupOpening<E>> openings;
    private readonly ImmutableArray<(Publication Output, bool IsBoundary, ImmutableArray<E> Point)> publications;
    private readonly E[] blockValues;

    /// <summary>Prepares the claims.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="openings">What the lookups leave.</param>
    /// <param name="points">A point per publication.</param>
    public ClaimAssembler(WitnessPlan plan, ImmutableArray<LookupOpening<E>> openings, ImmutableArray<ImmutableArray<E>> points)
    {
        this.plan = plan;
        this.openings = openings;
        publications =
        [
            .. plan.Tensors.Publications.Zip(points).SelectMany(pair => new[] { (pair.First, false, pair.Second), (pair.First, true, pair.Second) })
                .Where(entry => entry.Item2 ? entry.First.Boundary is not null : !entry.First.Values.IsDefault),
        ];
        blockValues = new E[plan.Blocks.Length];
        foreach (var opening in openings)
        {
            if (BlockOf(opening.Column) is >= 0 and var block)
                blockValues[block] = opening.Value;
        }
    }

    /// <summary>Number of claims.</summary>
    public int Count => openings.Length + publications.Length;

    /// <summary>A claim on one block or one boundary at a point; null where the claim of this number is a wider one.</summary>
    /// <param name="index">Range: 0 to <see cref="Count"/> − 1.</param>
    public LinearClaim<E>? MakePoint(int index)
    {
        if (index >= openings.Length)
            return null;
        var opening = openings[index];
        if (BlockOf(opening.Column) is >= 0 and var block)
            return LinearClaim.At(0, CubePoint.Of(plan.Blocks[block].Start, plan.Geometry.Variables, opening.Point), opening.Value);
        var column = plan.Sites[opening.Column.Owner][opening.Column.Index];
        return column.Kind == ColumnKind.Boundary
            ? LinearClaim.At(column.Node + 1, CubePoint.Of(0, plan.Statement.Boundaries[column.Node].Geometry.Variables, opening.Point), opening.Value)
            : null;
    }

    /// <summary>A claim on weighted tensors, where <see cref="MakePoint"/> has none.</summary>
    /// <param name="index">Range: 0 to <see cref="Count"/> − 1.</param>
    public PendingClaim<E> MakeWide(int index)
    {
        if (index >= openings.Length)
            return OfPublication(publications[index - openings.Length]);
        var opening = openings[index];
        var column = plan.Sites[opening.Column.Owner][opening.Column.Index];
        return column.Kind switch
        {
            ColumnKind.Quotient => OfQuotient(column, opening),
            ColumnKind.Argument => OfArgument(column, opening),
            _ => OfDifference(column, opening),
        };
    }

    private int BlockOf(LookupColumn column) =>
        column.IsMultiplicity ? plan.MultiplicityBlocks[column.Owner] : plan.Sites[column.Owner][column.Index].Block;

    private CircuitShape ShapeOf(SiteColumn column) => plan.Statement.Slices[column.Slice].Circuit.OutputOf(column.Node).Shape;

    private E Value(SiteColumn column, BlockKind kind, int part = 0) => blockValues[plan.FindBlock(column.Slice, column.Node, kind, part)];

    // u + 2^23 = 2^24·hi + 2^12·lo1 + lo0, also where u is padding and zero.
    private PendingClaim<E> OfQuotient(SiteColumn column, LookupOpening<E> opening)
    {
        var node = (Requantize)plan.Statement.Slices[column.Slice].Circuit.Nodes[column.Node];
        E sum = (opening.Value * Goldilocks.FromInt64(1L << Requantize.Shift))
            + (Value(column, BlockKind.HighLimb) * Goldilocks.FromInt64(1L << WitnessPlan.LimbBits))
            + Value(column, BlockKind.LowLimb)
            - E.FromInt64(Requantize.Half);
        var weights = new PulledWeights<E>(plan);
        weights.OnTerms(column.Slice, node, ProductWeights.Eq<E>(ShapeOf(column), opening.Point.AsSpan()));
        return new(weights, sum);
    }

    private PendingClaim<E> OfArgument(SiteColumn column, LookupOpening<E> opening)
    {
        var node = (Lookup)plan.Statement.Slices[column.Slice].Circuit.Nodes[column.Node];
        var weights = new PulledWeights<E>(plan);
        ProductWeights.Eq<E>(ShapeOf(column), opening.Point.AsSpan()).AddTo(weights.On(column.Slice, node.Source));
        return new(weights, opening.Value);
    }

    // d_j = x_j + t_(j−1) − x_(j+1), and without t for the first.
    private PendingClaim<E> OfDifference(SiteColumn column, LookupOpening<E> opening)
    {
        var node = (MaxPool)plan.Statement.Slices[column.Slice].Circuit.Nodes[column.Node];
        var shape = ShapeOf(column);
        var dense = new E[shape.Count];
        ProductWeights.Eq<E>(shape, opening.Point.AsSpan()).AddTo(dense);
        var weights = new PulledWeights<E>(plan);
        weights.OnWindow(column.Slice, column.Node, node, column.Part, dense, negate: false);
        weights.OnWindow(column.Slice, column.Node, node, column.Part + 1, dense, negate: true);
        E before = column.Part == 0 ? E.Zero : Value(column, BlockKind.Difference, column.Part - 1);
        return new(weights, opening.Value - before);
    }

    private PendingClaim<E> OfPublication((Publication Output, bool IsBoundary, ImmutableArray<E> Point) entry)
    {
        var (output, isBoundary, point) = entry;
        var shape = plan.Tensors.TypeOf(output.Slice, output.Tensor).Shape;
        var eq = ProductWeights.Eq<E>(shape, point.AsSpan());
        var weights = new PulledWeights<E>(plan);
        if (plan.Tensors.NodeOf(new(output.Slice, output.Tensor)) is Requantize { Table: Requantize.NoTable } wide)
            weights.OnTerms(output.Slice, wide, eq);
        else
            eq.AddTo(weights.On(output.Slice, output.Tensor));
        if (!isBoundary)
            return new(weights, eq.Sum(new(AxisValues.Dense, output.Values)));
        var negative = new E[shape.Count];
        eq.AddTo(negative);
        E.Subtract(new E[shape.Count], negative, negative);
        weights.OnBoundary(output.Boundary!.Value, shape, negative);
        return new(weights, E.Zero);
    }
}
