using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Runproof.Circuits.Graph;
using Runproof.Circuits.Statements;
using Runproof.Circuits.Tensors;

namespace Runproof.Circuits.Witness;

/// <summary>The tensors of all slices of a statement, joined by their links.</summary>
internal sealed class StatementTensors
{
    private readonly ProofStatement statement;
    private readonly ImmutableArray<int> offsets;

    private StatementTensors(ProofStatement statement)
    {
        this.statement = statement;
        var builder = ImmutableArray.CreateBuilder<int>();
        int offset = 0;
        foreach (var slice in statement.Slices)
        {
            builder.Add(offset);
            offset += slice.Circuit.Tensors.Length;
        }

        offsets = builder.ToImmutable();
        Count = offset;
        Publications =
        [
            .. statement.Slices.SelectMany((slice, i) => slice.Outputs.Select((use, output) =>
                new Publication(i, slice.Circuit.Outputs[output], use.Values, use.Boundary))).Where(publication => publication.Claims > 0),
        ];
    }

    /// <summary>Number of tensors of all slices.</summary>
    public int Count { get; }

    /// <summary>The outputs that the statement says something of, in its order.</summary>
    public ImmutableArray<Publication> Publications { get; }

    /// <summary>A number for every tensor of all slices, such that a tensor's sources have lower ones.</summary>
    public int NumberOf(TensorPlace place) => offsets[place.Slice] + place.Tensor;

    /// <summary>The tensor of a number.</summary>
    public TensorPlace PlaceOf(int number)
    {
        int slice = offsets.BinarySearch(number);
        if (slice < 0)
            slice = ~slice - 1;
        return new(slice, number - offsets[slice]);
    }

    /// <summary>The type of a tensor.</summary>
    public CircuitTensor TypeOf(int slice, int tensor) => statement.Slices[slice].Circuit.Tensors[tensor];

    /// <summary>The node that makes a tensor; null for an input.</summary>
    public CircuitNode? NodeOf(TensorPlace place)
    {
        var circuit = statement.Slices[place.Slice].Circuit;
        return place.Tensor < circuit.InputCount ? null : circuit.Nodes[place.Tensor - circuit.InputCount];
    }

    /// <summary>What an input is; null for what a node makes.</summary>
    public InputSource? SourceOf(TensorPlace place) =>
        place.Tensor < statement.Slices[place.Slice].Circuit.InputCount ? statement.Slices[place.Slice].Inputs[place.Tensor] : null;

    /// <summary>Follows links to where a tensor's values come from.</summary>
    public TensorPlace Resolve(int slice, int tensor)
    {
        // Every link leads to an earlier slice.
        while (tensor < statement.Slices[slice].Circuit.InputCount && statement.Slices[slice].Inputs[tensor] is InputSource.Linked link)
            (slice, tensor) = (link.Slice, statement.Slices[link.Slice].Circuit.Outputs[link.Output]);
        return new(slice, tensor);
    }

    /// <summary>Joins the tensors, if the statement makes sense.</summary>
    public static bool TryCreate(ProofStatement statement, [NotNullWhen(true)] out StatementTensors? tensors, [NotNullWhen(false)] out StatementError? error)
    {
        tensors = null;
        error = statement.Slices.IsDefaultOrEmpty ? new(StatementErrorCode.WrongCount) : null;
        for (int i = 0; i < statement.Slices.Length && error is null; i++)
            error = CheckSlice(statement, i);
        error ??= CheckBoundaries(statement);
        if (error is null)
            tensors = new(statement);
        return error is null;
    }

    private static StatementError? CheckSlice(ProofStatement statement, int index)
    {
        var slice = statement.Slices[index];
        var circuit = slice.Circuit;
        if (slice.Inputs.Length != circuit.InputCount)
            return new(StatementErrorCode.WrongCount, index, -1, circuit.InputCount, slice.Inputs.Length);
        if (slice.Outputs.Length != circuit.Outputs.Length)
            return new(StatementErrorCode.WrongCount, index, -1, circuit.Outputs.Length, slice.Outputs.Length);
        if (slice.Weights is { } weights ? slice.BoundCircuit is not null || !Fit(circuit, weights) : !IsBound(statement, slice))
            return new(StatementErrorCode.WrongWeights, index);
        for (int input = 0; input < slice.Inputs.Length; input++)
        {
            if (CheckInput(statement, slice.Inputs[input], circuit.Tensors[input], index) is { } code)
                return new(code, index, input);
        }

        for (int output = 0; output < slice.Outputs.Length; output++)
        {
            var type = circuit.Tensors[circuit.Outputs[output]];
            var values = slice.Outputs[output].Values;
            if (!values.IsDefault && (values.Length != type.Shape.Count || values.Any(value => !type.Range.Contains(value))))
                return new(StatementErrorCode.WrongValues, index, output, type.Shape.Count, values.Length);
            if (slice.Outputs[output].Boundary is { } boundary && !FitsBoundary(statement, boundary, type))
                return new(StatementErrorCode.WrongBoundary, index, output);
        }

        return null;
    }

    private static StatementErrorCode? CheckInput(ProofStatement statement, InputSource source, CircuitTensor type, int slice) => source switch
    {
        InputSource.Public given when given.Values.Length != type.Shape.Count || given.Values.Any(value => !type.Range.Contains(value)) =>
            StatementErrorCode.WrongValues,
        InputSource.Linked link when !IsLink(statement, link, type, slice) => StatementErrorCode.WrongLink,
        InputSource.Committed committed when !FitsBoundary(statement, committed.Boundary, type) => StatementErrorCode.WrongBoundary,
        _ => null,
    };

    private static bool IsLink(ProofStatement statement, InputSource.Linked link, CircuitTensor type, int slice)
    {
        if (link.Slice < 0 || link.Slice >= slice)
            return false;
        var from = statement.Slices[link.Slice].Circuit;
        if (link.Output < 0 || link.Output >= from.Outputs.Length || from.Tensors[from.Outputs[link.Output]] != type)
            return false;

        // What comes without a table is committed nowhere, so that only public values can be said of it.
        int node = from.Outputs[link.Output] - from.InputCount;
        return node < 0 || from.Nodes[node] is not Requantize { Table: Requantize.NoTable };
    }

    private static bool Fit(Circuit circuit, CircuitWeights weights) =>
        weights.Layers.Length == circuit.Parameters.Length
        && circuit.Parameters.Zip(weights.Layers).All(pair =>
            pair.Second.Weights.Length == pair.First.WeightCount && pair.Second.Biases.Length == (pair.First.HasBias ? pair.First.Outputs : 0));

    private static bool IsBound(ProofStatement statement, SliceStatement slice) =>
        statement.Bound is { } bound
        && slice.BoundCircuit is { } number && number >= 0 && number < bound.Layout.Circuits.Length
        && bound.Layout.Circuits[number].AsSpan().SequenceEqual(slice.Circuit.Parameters.AsSpan())
        && bound.Profile == statement.Profile;

    private static bool FitsBoundary(ProofStatement statement, int boundary, CircuitTensor type) =>
        boundary >= 0 && boundary < statement.Boundaries.Length
        && type.Range.Count <= BoundaryRangeLimit
        && statement.Boundaries[boundary].Geometry == CommitmentShapes.OfBoundary(type.Shape, statement.Profile);

    // Values of a boundary are looked up one by one.
    private const long BoundaryRangeLimit = 1 << 18;

    // A boundary that nobody names would have no claim, and one that holds two tensors would be read in two ways.
    private static StatementError? CheckBoundaries(ProofStatement statement)
    {
        var types = new CircuitTensor?[statement.Boundaries.Length];
        for (int i = 0; i < statement.Slices.Length; i++)
        {
            var slice = statement.Slices[i];
            var named = slice.Inputs.Select((source, input) => (Boundary: (source as InputSource.Committed)?.Boundary, Type: slice.Circuit.Tensors[input]))
                .Concat(slice.Outputs.Select((use, output) => (use.Boundary, Type: slice.Circuit.Tensors[slice.Circuit.Outputs[output]])));
            foreach (var (boundary, type) in named)
            {
                if (boundary is not { } number)
                    continue;
                if (types[number] is { } other && other != type)
                    return new(StatementErrorCode.WrongBoundary, i, number);
                types[number] = type;
            }
        }

        int unnamed = Array.IndexOf(types, null);
        return unnamed < 0 ? null : new(StatementErrorCode.WrongBoundary, -1, unnamed);
    }
}
