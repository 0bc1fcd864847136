using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Runproof.Circuits.Graph;
using Runproof.Circuits.Tables;
using Runproof.Circuits.Tensors;
using Runproof.Core.Encoding;
using Runproof.Core.Hashing;

namespace Runproof.Circuits.Formats;

/// <summary>The canonical bytes of a circuit: magic, version, tensors, number of inputs, nodes, outputs, tables, shapes of parameters.</summary>
/// <remarks>Integers are varints; the values of a table are written by runs of one difference. Every circuit has one encoding.</remarks>
public static class CircuitFormat
{
    /// <summary>The version that is written and read.</summary>
    public const byte Version = 1;

    private static ReadOnlySpan<byte> Magic => "RPCIRCT\n"u8;

    /// <summary>Encodes a circuit, valid or not.</summary>
    public static byte[] Write(Circuit circuit)
    {
        var writer = new PostcardWriter();
        IntegerFormat.WritePreamble(writer, Magic, Version);
        writer.WriteCount(circuit.Tensors.Length);
        foreach (var tensor in circuit.Tensors)
            TensorFormat.Write(writer, tensor);
        writer.WriteI32(circuit.InputCount);
        writer.WriteCount(circuit.Nodes.Length);
        foreach (var node in circuit.Nodes)
            NodeFormat.Write(writer, node);
        IntegerFormat.Write(writer, circuit.Outputs);
        writer.WriteCount(circuit.Tables.Length);
        foreach (var table in circuit.Tables)
        {
            writer.WriteI32(table.First);
            IntegerFormat.WriteRuns(writer, table.Values);
        }

        writer.WriteCount(circuit.Parameters.Length);
        foreach (var shape in circuit.Parameters)
        {
            writer.WriteI32(shape.Outputs);
            writer.WriteI32(shape.Inputs);
            writer.WriteBool(shape.HasBias);
        }

        return writer.ToArray();
    }

    /// <summary>Decodes a circuit that uses all of the bytes.</summary>
    /// <param name="bytes">The bytes, trusted in nothing.</param>
    /// <param name="circuit">The circuit, which <see cref="CircuitValidator"/> has not seen.</param>
    /// <param name="error">Why the bytes are no circuit.</param>
    public static bool TryRead(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out Circuit? circuit, [NotNullWhen(false)] out PostcardError? error)
    {
        var reader = new PostcardReader(bytes);
        circuit = null;
        if (IntegerFormat.TryReadPreamble(ref reader, Magic, Version)
            && TryReadTensors(ref reader, out var tensors)
            && reader.TryReadI32(out int inputs)
            && TryReadNodes(ref reader, out var nodes)
            && IntegerFormat.TryRead(ref reader, CircuitLimits.Ports, out var outputs)
            && TryReadTables(ref reader, out var tables)
            && TryReadParameters(ref reader, out var parameters)
            && reader.TryFinish())
            circuit = new(tensors, inputs, nodes, outputs, tables, parameters);
        error = reader.Error;
        return circuit is not null;
    }

    /// <summary>The digest that names a circuit, from its canonical bytes.</summary>
    public static Digest DigestOf(ReadOnlySpan<byte> bytes) => TaggedHash.Compute(DigestTags.Circuit, bytes);

    /// <summary>The digest that names a circuit.</summary>
    public static Digest DigestOf(Circuit circuit) => DigestOf(Write(circuit));

    private static bool TryReadTensors(ref PostcardReader reader, out ImmutableArray<CircuitTensor> tensors)
    {
        tensors = [];
        if (!reader.TryReadCount(TensorFormat.Smallest, out int count, CircuitLimits.Ports + CircuitLimits.Nodes))
            return false;
        var builder = ImmutableArray.CreateBuilder<CircuitTensor>(count);
        for (int i = 0; i < count; i++)
        {
            if (!reader.Enter("tensors", i) || !TensorFormat.TryRead(ref reader, out CircuitTensor? tensor))
                return false;
            reader.Exit();
            builder.Add(tensor);
        }

        tensors = builder.MoveToImmutable();
        return true;
    }

    private static bool TryReadNodes(ref PostcardReader reader, out ImmutableArray<CircuitNode> nodes)
    {
        nodes = [];
        if (!reader.TryReadCount(NodeFormat.Smallest, out int count, CircuitLimits.Nodes))
            return false;
        var builder = ImmutableArray.CreateBuilder<CircuitNode>(count);
        for (int i = 0; i < count; i++)
        {
            if (!reader.Enter("nodes", i) || !NodeFormat.TryRead(ref reader, out var node))
                return false;
            reader.Exit();
            builder.Add(node);
        }

        nodes = builder.MoveToImmutable();
        return true;
    }

    private static bool TryReadTables(ref PostcardReader reader, out ImmutableArray<ActivationTable> tables)
    {
        tables = [];
        if (!reader.TryReadCount(2, out int count, CircuitLimits.Tables))
            return false;
        var builder = ImmutableArray.CreateBuilder<ActivationTable>(count);
        int rows = CircuitLimits.TableRows;
        for (int i = 0; i < count; i++)
        {
            if (!reader.Enter("tables", i)
                || !reader.TryReadI32(out int first)
                || !IntegerFormat.TryReadRuns(ref reader, Math.Min(ActivationTable.MaxRows, rows), out var values))
                return false;
            rows -= values.Length;
            reader.Exit();
            builder.Add(new(first, values));
        }

        tables = builder.MoveToImmutable();
        return true;
    }

    private static bool TryReadParameters(ref PostcardReader reader, out ImmutableArray<ParameterShape> parameters)
    {
        parameters = [];
        if (!reader.TryReadCount(3, out int count, CircuitLimits.Parameters))
            return false;
        var builder = ImmutableArray.CreateBuilder<ParameterShape>(count);
        for (int i = 0; i < count; i++)
        {
            if (!reader.Enter("parameters", i)
                || !reader.TryReadI32(out int outputs)
                || !reader.TryReadI32(out int inputs)
                || !reader.TryReadBool(out bool hasBias))
                return false;
            reader.Exit();
            builder.Add(new(outputs, inputs, hasBias));
        }

        parameters = builder.MoveToImmutable();
        return true;
    }
}
