using System.Collections.Immutable;
using Runproof.Circuits.Operators;
using Runproof.Circuits.Tables;
using Runproof.Circuits.Tensors;

namespace Runproof.Circuits.Graph;

/// <summary>Checks the nodes of a circuit whose tensors, tables and weights have been checked.</summary>
internal sealed class NodeValidator
{
    private readonly Circuit circuit;
    private readonly CircuitWeights? weights;
    private readonly IntegerRange?[] tableRanges;
    private long values;
    private long products;

    public NodeValidator(Circuit circuit, CircuitWeights? weights)
    {
        this.circuit = circuit;
        this.weights = weights;
        tableRanges = new IntegerRange?[circuit.Tables.Length];
    }

    /// <summary>The first reason to refuse a node, or null.</summary>
    public CircuitError? FirstError()
    {
        foreach (var input in circuit.Tensors.AsSpan(0, circuit.InputCount))
            values += input.Shape.PaddedCount;
        if (values > CircuitLimits.Values)
            return new(CircuitErrorCode.TooManyValues, -1, CircuitLimits.Values, values);
        for (int node = 0; node < circuit.Nodes.Length; node++)
        {
            var error = CheckSources(node) ?? Check(node);
            if (error is not null)
                return error;
            if (values > CircuitLimits.Values)
                return new(CircuitErrorCode.TooManyValues, node, CircuitLimits.Values, values);
        }

        return null;
    }

    private CircuitError? CheckSources(int node)
    {
        var sources = circuit.Nodes[node].Sources;
        if (sources.IsEmpty)
            return new(CircuitErrorCode.WrongShape, node);
        if (sources.Length > CircuitLimits.Sources)
            return new(CircuitErrorCode.TooMany, node, CircuitLimits.Sources, sources.Length);
        foreach (int source in sources)
        {
            if (source < 0 || source >= circuit.InputCount + node)
                return new(CircuitErrorCode.UnknownTensor, node, circuit.InputCount + node - 1, source);
            if (source >= circuit.InputCount && circuit.Nodes[source - circuit.InputCount] is Requantize { Table: Requantize.NoTable })
                return new(CircuitErrorCode.NotRounded, source - circuit.InputCount);
        }

        return null;
    }

    private CircuitError? Check(int node) => circuit.Nodes[node] switch
    {
        Requantize layer => CheckLayer(node, layer),
        Lookup lookup => CheckLookup(node, lookup),
        MaxPool pool => CheckPool(node, pool),
        Rearrange move => CheckMove(node, move),
        _ => new(CircuitErrorCode.WrongShape, node),
    };

    private CircuitError? CheckLayer(int node, Requantize layer)
    {
        var type = circuit.OutputOf(node);
        foreach (var term in layer.Terms)
        {
            if (CheckTerm(node, term, type.Shape) is { } error)
                return error;
        }

        var offsets = layer.Offsets;
        if (offsets.Values.Length != offsets.ExpectedCount(type.Shape))
            return new(CircuitErrorCode.WrongOffsets, node, offsets.ExpectedCount(type.Shape), offsets.Values.Length);
        foreach (long offset in offsets.Values)
        {
            if (offset is > CircuitLimits.Sum or < -CircuitLimits.Sum)
                return new(CircuitErrorCode.WrongOffsets, node, CircuitLimits.Sum, offset);
        }

        (Int128 min, Int128 max) = AxisBounds.OfSum(circuit, layer, weights, type.Shape);
        if (Int128.Max(max, -min) + Requantize.Half >= CircuitLimits.Sum)
            return new(CircuitErrorCode.Overflow, node, CircuitLimits.Sum);
        values += type.Shape.PaddedCount * (layer.Table == Requantize.NoTable ? 1L : 3);
        if (layer.Table != Requantize.NoTable)
            return CheckTable(node, layer.Table) ?? CheckRange(node, RangeOf(layer.Table));
        return type.Range.Min <= min && type.Range.Max >= max
            ? null
            : new(CircuitErrorCode.WrongRange, node, (long)(type.Range.Min > min ? min : max), type.Range.Min > min ? type.Range.Min : type.Range.Max);
    }

    private CircuitError? CheckTerm(int node, LinearTerm term, CircuitShape output)
    {
        int parameter = term.Map.Parameter;
        if (parameter >= circuit.Parameters.Length || parameter < -1)
            return new(CircuitErrorCode.UnknownParameter, node, circuit.Parameters.Length - 1, parameter);
        var source = circuit.Tensors[term.Source].Shape;
        var shape = term.Map.InferShape(source, parameter < 0 ? null : circuit.Parameters[parameter], out _);
        if (!output.Equals(shape))
            return new(CircuitErrorCode.WrongShape, node, shape?.Count ?? 0, output.Count);
        if ((products += term.Map.CountProducts(source, output)) > CircuitLimits.Products)
            return new(CircuitErrorCode.TooManyProducts, node, CircuitLimits.Products, products);
        var multipliers = term.Multipliers;
        int expected = multipliers.Axis == AxisValues.Dense && term.Map is not Elementwise ? -1 : multipliers.ExpectedCount(output);
        if (multipliers.Values.Length != expected)
            return new(CircuitErrorCode.WrongMultipliers, node, expected, multipliers.Values.Length);
        foreach (long multiplier in multipliers.Values)
        {
            if (multiplier is > CircuitLimits.Multiplier or < -CircuitLimits.Multiplier)
                return new(CircuitErrorCode.WrongMultipliers, node, CircuitLimits.Multiplier, multiplier);
        }

        return null;
    }

    private CircuitError? CheckLookup(int node, Lookup lookup)
    {
        var (source, type) = (circuit.Tensors[lookup.Source], circuit.OutputOf(node));
        if (CheckTable(node, lookup.Table) is { } error)
            return error;
        if (!source.Shape.Equals(type.Shape))
            return new(CircuitErrorCode.WrongShape, node, source.Shape.Count, type.Shape.Count);
        values += type.Shape.PaddedCount;
        var domain = circuit.Tables[lookup.Table].Domain;
        if (source.Range.Min < domain.Min)
            return new(CircuitErrorCode.OutsideDomain, node, domain.Min, source.Range.Min);
        return source.Range.Max > domain.Max
            ? new(CircuitErrorCode.OutsideDomain, node, domain.Max, source.Range.Max)
            : CheckRange(node, RangeOf(lookup.Table));
    }

    private CircuitError? CheckPool(int node, MaxPool pool)
    {
        var (source, type) = (circuit.Tensors[pool.Source], circuit.OutputOf(node));
        if (CheckTable(node, pool.Table) is { } error)
            return error;
        var shape = pool.Window.Slide(source.Shape, source.Shape.Rank > 1 ? source.Shape[1] : 1, out _);
        if (!type.Shape.Equals(shape))
            return new(CircuitErrorCode.WrongShape, node, shape?.Count ?? 0, type.Shape.Count);
        if (pool.Window.PlaceCount > CircuitLimits.PooledPlaces)
            return new(CircuitErrorCode.TooMany, node, CircuitLimits.PooledPlaces, pool.Window.PlaceCount);
        values += (long)type.Shape.PaddedCount * pool.Window.PlaceCount;
        long most = source.Range.Count - 1;
        var table = circuit.Tables[pool.Table];
        if (table.First != -most || table.Values.Length != (2 * most) + 1 || !IsPositivePart(table))
            return new(CircuitErrorCode.WrongPoolTable, node, (2 * most) + 1, table.Values.Length);
        return CheckRange(node, source.Range) ?? (source.Scale == type.Scale ? null : new(CircuitErrorCode.WrongScale, node));
    }

    private CircuitError? CheckMove(int node, Rearrange move)
    {
        var type = circuit.OutputOf(node);
        var sources = move.Inputs.Select(input => circuit.Tensors[input]).ToImmutableArray();
        var shape = move.Map.InferShape([.. sources.Select(source => source.Shape)], out _);
        if (!type.Shape.Equals(shape))
            return new(CircuitErrorCode.WrongShape, node, shape?.Count ?? 0, type.Shape.Count);
        values += type.Shape.PaddedCount;
        if (sources.Any(source => source.Scale != type.Scale))
            return new(CircuitErrorCode.WrongScale, node);
        long min = sources.Min(source => source.Range.Min), max = sources.Max(source => source.Range.Max);
        return CheckRange(node, new(Math.Min(min, move.Map.Constant), Math.Max(max, move.Map.Constant)));
    }

    private CircuitError? CheckTable(int node, int table) =>
        table >= 0 && table < circuit.Tables.Length ? null : new(CircuitErrorCode.UnknownTable, node, circuit.Tables.Length - 1, table);

    private CircuitError? CheckRange(int node, IntegerRange expected)
    {
        var range = circuit.OutputOf(node).Range;
        if (range.Min != expected.Min)
            return new(CircuitErrorCode.WrongRange, node, expected.Min, range.Min);
        return range.Max == expected.Max ? null : new(CircuitErrorCode.WrongRange, node, expected.Max, range.Max);
    }

    private IntegerRange RangeOf(int table)
    {
        if (tableRanges[table] is { } known)
            return known;
        int min = 0, max = 0;
        foreach (int value in circuit.Tables[table].Values)
        {
            min = Math.Min(min, value);
            max = Math.Max(max, value);
        }

        tableRanges[table] = new(min, max);
        return new(min, max);
    }

    private static bool IsPositivePart(ActivationTable table)
    {
        for (int row = 0; row < table.Values.Length; row++)
        {
            if (table.Values[row] != Math.Max(table.First + row, 0))
                return false;
        }

        return true;
    }
}
