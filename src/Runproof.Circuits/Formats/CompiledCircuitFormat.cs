using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Runproof.Circuits.Bound;
using Runproof.Circuits.Graph;
using Runproof.Core.Encoding;
using Runproof.Core.Hashing;
using Runproof.Core.Programs;

namespace Runproof.Circuits.Formats;

/// <summary>
/// The file of a compiled slice: magic, version, digest of the slice, precision, names, the bytes of the circuit, then those of public weights, or of bound ones the
/// digest of the model and the circuit's position in it.
/// </summary>
public static class CompiledCircuitFormat
{
    /// <summary>The version that is written and read.</summary>
    public const byte Version = 2;

    /// <summary>The longest name of a value, in bytes.</summary>
    public const int MaxNameBytes = 4096;

    private const uint Precisions = 2;
    private const uint Functions = 4;
    private const uint Kinds = 2;

    private static ReadOnlySpan<byte> Magic => "RPSLICE\n"u8;

    /// <summary>Encodes a compiled circuit.</summary>
    public static byte[] Write(CompiledCircuit compiled)
    {
        byte[] circuit = CircuitFormat.Write(compiled.Circuit);
        byte[] weights = compiled.Weights is { } known ? WeightsFormat.Write(known) : [];
        var writer = new PostcardWriter(1024 + circuit.Length + weights.Length);
        IntegerFormat.WritePreamble(writer, Magic, Version);
        writer.WriteDigest(compiled.Slice);
        writer.WriteEnum((uint)compiled.Precision - 1);
        writer.WriteCount(compiled.Inputs.Length);
        foreach (string name in compiled.Inputs)
            writer.WriteString(name);
        writer.WriteCount(compiled.Outputs.Length);
        foreach (var port in compiled.Outputs)
        {
            writer.WriteString(port.Name);
            Write(writer, port.Function);
        }

        writer.WriteBytes(circuit);
        writer.WriteEnum((uint)compiled.Kind);
        if (compiled.Bound is { } bound)
        {
            writer.WriteDigest(bound.Model);
            writer.WriteU32((uint)bound.Circuit);
        }
        else
        {
            writer.WriteBytes(weights);
        }

        return writer.ToArray();
    }

    /// <summary>Decodes a compiled circuit that uses all of the bytes.</summary>
    /// <param name="bytes">The bytes, trusted in nothing.</param>
    /// <param name="compiled">The compiled circuit, with a name for every input and output; <see cref="CircuitValidator"/> has not seen it.</param>
    /// <param name="error">Why the bytes are none; the offset counts within circuit or weights where the path begins with their name.</param>
    public static bool TryRead(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out CompiledCircuit? compiled, [NotNullWhen(false)] out PostcardError? error)
    {
        compiled = null;
        var reader = new PostcardReader(bytes);
        if (!IntegerFormat.TryReadPreamble(ref reader, Magic, Version)
            || !reader.TryReadDigest(out Digest slice)
            || !reader.TryReadEnum(Precisions, out uint precision)
            || !TryReadInputs(ref reader, out var inputs)
            || !TryReadOutputs(ref reader, out var outputs)
            || !reader.TryReadBytes(out var circuitBytes)
            || !TryReadWeights(ref reader, out var weightBytes, out var bound)
            || !reader.TryFinish())
        {
            error = reader.Error!;
            return false;
        }

        if (!CircuitFormat.TryRead(circuitBytes, out var circuit, out error))
        {
            error = error.Within("circuit");
            return false;
        }

        CircuitWeights? weights = null;
        if (bound is null && !WeightsFormat.TryRead(weightBytes, out weights, out error))
        {
            error = error.Within("weights");
            return false;
        }

        if (inputs.Length != circuit.InputCount)
            return Fail(out error, "inputs", (ulong)circuit.InputCount, (ulong)inputs.Length);
        if (outputs.Length != circuit.Outputs.Length)
            return Fail(out error, "outputs", (ulong)circuit.Outputs.Length, (ulong)outputs.Length);
        Digest circuitDigest = CircuitFormat.DigestOf(circuitBytes), weightsDigest = bound?.Root ?? WeightsFormat.DigestOf(weightBytes);
        compiled = new(circuit, weights, bound, inputs, outputs, slice, (CircuitPrecision)(precision + 1), new(circuitDigest), new(weightsDigest));
        return true;
    }

    private static bool Fail(out PostcardError error, string part, ulong expected, ulong actual)
    {
        error = new(PostcardErrorKind.ValueOutOfRange, 0, part, expected, actual);
        return false;
    }

    private static bool TryReadWeights(ref PostcardReader reader, out ReadOnlySpan<byte> weights, out BoundWeights? bound)
    {
        weights = default;
        bound = null;
        if (!reader.TryReadEnum(Kinds, out uint kind))
            return false;
        if (kind == (uint)WeightsKind.Public)
            return reader.TryReadBytes(out weights);
        if (!reader.TryReadDigest(out Digest model) || !reader.TryReadU32(out uint circuit))
            return false;
        if (circuit > int.MaxValue)
            return reader.Reject(int.MaxValue, circuit);
        bound = new(model, (int)circuit);
        return true;
    }

    private static bool TryReadInputs(ref PostcardReader reader, out ImmutableArray<string> inputs)
    {
        inputs = [];
        if (!reader.TryReadCount(1, out int count, CircuitLimits.Ports))
            return false;
        var builder = ImmutableArray.CreateBuilder<string>(count);
        for (int i = 0; i < count; i++)
        {
            if (!reader.Enter("inputs", i) || !reader.TryReadString(out string? name, MaxNameBytes))
                return false;
            reader.Exit();
            builder.Add(name);
        }

        inputs = builder.MoveToImmutable();
        return true;
    }

    private static bool TryReadOutputs(ref PostcardReader reader, out ImmutableArray<CircuitPort> outputs)
    {
        outputs = [];
        if (!reader.TryReadCount(2, out int count, CircuitLimits.Ports))
            return false;
        var builder = ImmutableArray.CreateBuilder<CircuitPort>(count);
        for (int i = 0; i < count; i++)
        {
            if (!reader.Enter("outputs", i) || !reader.TryReadString(out string? name, MaxNameBytes) || !TryRead(ref reader, out var function))
                return false;
            reader.Exit();
            builder.Add(new(name, function));
        }

        outputs = builder.MoveToImmutable();
        return true;
    }

    private static void Write(PostcardWriter writer, OutputFunction function)
    {
        (uint kind, int axis) = function switch
        {
            OutputFunction.Softmax softmax => (1u, softmax.Axis),
            OutputFunction.LogSoftmax softmax => (2u, softmax.Axis),
            OutputFunction.ArgMax argMax => (3u, argMax.Axis),
            _ => (0u, 0),
        };
        writer.WriteEnum(kind);
        if (kind != 0)
            writer.WriteI32(axis);
        if (function is OutputFunction.ArgMax { KeepDims: var keep })
            writer.WriteBool(keep);
    }

    private static bool TryRead(ref PostcardReader reader, [NotNullWhen(true)] out OutputFunction? function)
    {
        function = null;
        int axis = 0;
        bool keep = false;
        if (!reader.TryReadEnum(Functions, out uint kind) || (kind != 0 && !reader.TryReadI32(out axis)) || (kind == 3 && !reader.TryReadBool(out keep)))
            return false;
        function = kind switch
        {
            0 => new OutputFunction.None(),
            1 => new OutputFunction.Softmax(axis),
            2 => new OutputFunction.LogSoftmax(axis),
            _ => new OutputFunction.ArgMax(axis, keep),
        };
        return true;
    }
}
