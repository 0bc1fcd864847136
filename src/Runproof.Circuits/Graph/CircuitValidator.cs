using System.Diagnostics.CodeAnalysis;
using Runproof.Circuits.Tensors;

namespace Runproof.Circuits.Graph;

/// <summary>Checks that a circuit can be executed and proved, whoever made it.</summary>
/// <remarks>
/// A circuit that passes has consistent shapes, reads only what is made before, has ranges that its values keep, and no sum of it wraps around the field's
/// characteristic. The work of this check, of an execution and of a proof is bounded by <see cref="CircuitLimits"/>.
/// </remarks>
public static class CircuitValidator
{
    /// <summary>Checks a circuit, and its weights where they are public.</summary>
    /// <param name="circuit">The circuit, trusted in nothing.</param>
    /// <param name="weights">The weights, trusted in nothing; null for bound weights, of which only the range that their setup proof shows is used.</param>
    /// <param name="error">The first reason to refuse it: counts, tensors, tables, parameters, weights, nodes in order, outputs.</param>
    public static bool TryValidate(Circuit circuit, CircuitWeights? weights, [NotNullWhen(false)] out CircuitError? error)
    {
        error = CheckCounts(circuit) ?? CheckTensors(circuit) ?? CheckTables(circuit) ?? CheckParameters(circuit) ?? CheckWeights(circuit, weights);
        error ??= new NodeValidator(circuit, weights).FirstError() ?? CheckOutputs(circuit);
        return error is null;
    }

    /// <summary>Checks a compiled circuit with its weights, the counts of its names and the axes of its output functions.</summary>
    /// <param name="compiled">The compiled circuit, trusted in nothing.</param>
    /// <param name="error">The first reason to refuse it.</param>
    public static bool TryValidate(CompiledCircuit compiled, [NotNullWhen(false)] out CircuitError? error) =>
        TryValidate(compiled.Circuit, compiled.Weights, out error) && (error = CheckPorts(compiled)) is null;

    private static CircuitError? CheckPorts(CompiledCircuit compiled)
    {
        var circuit = compiled.Circuit;
        if (compiled.Inputs.Length != circuit.InputCount)
            return new(CircuitErrorCode.WrongPort, -1, circuit.InputCount, compiled.Inputs.Length);
        if (compiled.Outputs.Length != circuit.Outputs.Length)
            return new(CircuitErrorCode.WrongPort, -1, circuit.Outputs.Length, compiled.Outputs.Length);
        for (int i = 0; i < compiled.Outputs.Length; i++)
        {
            int rank = circuit.Tensors[circuit.Outputs[i]].Shape.Rank;
            int axis = compiled.Outputs[i].Function.Along;
            if (axis < 0 || axis >= rank)
                return new(CircuitErrorCode.WrongPort, i, rank - 1, axis);
        }

        return null;
    }

    private static CircuitError? CheckCounts(Circuit circuit)
    {
        if (circuit.Nodes.Length > CircuitLimits.Nodes)
            return new(CircuitErrorCode.TooMany, -1, CircuitLimits.Nodes, circuit.Nodes.Length);
        if (circuit.InputCount > CircuitLimits.Ports || circuit.Outputs.Length > CircuitLimits.Ports)
            return new(CircuitErrorCode.TooMany, -1, CircuitLimits.Ports, Math.Max(circuit.InputCount, circuit.Outputs.Length));
        if (circuit.Tables.Length > CircuitLimits.Tables)
            return new(CircuitErrorCode.TooMany, -1, CircuitLimits.Tables, circuit.Tables.Length);
        if (circuit.Parameters.Length > CircuitLimits.Parameters)
            return new(CircuitErrorCode.TooMany, -1, CircuitLimits.Parameters, circuit.Parameters.Length);
        if (circuit.InputCount < 1 || circuit.Nodes.IsEmpty || circuit.Outputs.IsEmpty || circuit.Tensors.Length != circuit.InputCount + circuit.Nodes.Length)
            return new(CircuitErrorCode.WrongTensorCount, -1, (long)circuit.InputCount + circuit.Nodes.Length, circuit.Tensors.Length);
        return null;
    }

    private static CircuitError? CheckTensors(Circuit circuit)
    {
        for (int i = 0; i < circuit.Tensors.Length; i++)
        {
            var tensor = circuit.Tensors[i];
            bool rounded = i < circuit.InputCount || circuit.Nodes[i - circuit.InputCount] is not Requantize { Table: Requantize.NoTable };
            var widest = rounded ? new IntegerRange(int.MinValue, int.MaxValue) : new(-CircuitLimits.Sum, CircuitLimits.Sum);
            if (tensor.Shape.Rank == 0)
                return new(CircuitErrorCode.NoDimensions, i);
            if (tensor.Range.Min > 0 || tensor.Range.Max < 0 || !widest.Contains(tensor.Range.Min) || !widest.Contains(tensor.Range.Max))
                return new(CircuitErrorCode.InvalidRange, i, tensor.Range.Min, tensor.Range.Max);
            if (!tensor.Scale.IsValid)
                return new(CircuitErrorCode.InvalidScale, i, tensor.Scale.Mantissa, tensor.Scale.Shift);
        }

        return null;
    }

    private static CircuitError? CheckTables(Circuit circuit)
    {
        long rows = 0;
        for (int i = 0; i < circuit.Tables.Length; i++)
        {
            var table = circuit.Tables[i];
            rows += table.Values.Length;
            if (table.Values.Length is 0 or > Tables.ActivationTable.MaxRows || !table.Domain.Contains(0) || rows > CircuitLimits.TableRows)
                return new(CircuitErrorCode.InvalidTable, i, Tables.ActivationTable.MaxRows, table.Values.Length);
        }

        return null;
    }

    private static CircuitError? CheckParameters(Circuit circuit)
    {
        long count = 0;
        for (int i = 0; i < circuit.Parameters.Length; i++)
        {
            var shape = circuit.Parameters[i];
            if (shape.Outputs < 1 || shape.Inputs < 1 || (count += shape.WeightCount) > CircuitLimits.Weights)
                return new(CircuitErrorCode.InvalidParameters, i, CircuitLimits.Weights, shape.WeightCount);
        }

        return null;
    }

    private static CircuitError? CheckWeights(Circuit circuit, CircuitWeights? weights)
    {
        if (weights is null)
            return null;
        if (weights.Layers.Length != circuit.Parameters.Length)
            return new(CircuitErrorCode.WrongWeights, -1, circuit.Parameters.Length, weights.Layers.Length);
        for (int i = 0; i < weights.Layers.Length; i++)
        {
            var (shape, layer) = (circuit.Parameters[i], weights.Layers[i]);
            int biases = shape.HasBias ? shape.Outputs : 0;
            if (layer.Weights.Length != shape.WeightCount || layer.Biases.Length != biases)
                return new(CircuitErrorCode.WrongWeights, i, shape.WeightCount + biases, (long)layer.Weights.Length + layer.Biases.Length);
            if (layer.Weights.AsSpan().Contains(sbyte.MinValue))
                return new(CircuitErrorCode.WrongWeights, i, -Operators.LayerBounds.MaxWeight, sbyte.MinValue);
        }

        return null;
    }

    private static CircuitError? CheckOutputs(Circuit circuit)
    {
        foreach (int output in circuit.Outputs)
        {
            if (output < 0 || output >= circuit.Tensors.Length)
                return new(CircuitErrorCode.UnknownTensor, -1, circuit.Tensors.Length - 1, output);
        }

        for (int node = 0; node < circuit.Nodes.Length; node++)
        {
            if (circuit.Nodes[node] is Requantize { Table: Requantize.NoTable } && !circuit.Outputs.Contains(circuit.InputCount + node))
                return new(CircuitErrorCode.NotRounded, node);
        }

        return null;
    }
}
