using System.Collections.Immutable;
using Runproof.Core.Diagnostics;
using Runproof.Models.Onnx.Graph;
using Runproof.Models.Samples;
using Runproof.Models.Tensors;
using Runproof.Runs.Inputs;
using Runproof.Runs.Metadata;

namespace Runproof.Runs.Compiling;

/// <summary>The inputs on which a model is observed before its circuits are made.</summary>
/// <param name="Source">Where they come from, in words.</param>
/// <param name="Inputs">For each of them the tensors of the model's inputs.</param>
/// <param name="Warnings">Why they may not stand for what the model will see.</param>
internal sealed record SampleInputs(string Source, ImmutableArray<IReadOnlyList<Tensor>> Inputs, ImmutableArray<string> Warnings)
{
    /// <summary>Name of the file with sample inputs beside a model; it has the format of held-out examples, and its labels are not used.</summary>
    public const string FileName = "calibration.bin";

    private const int MostExamples = 512;
    private const int RandomInputs = 64;
    private const int Seed = 20_240_717;

    /// <summary>Finds sample inputs: the file that the caller names, else <see cref="FileName"/>, else <c>input.json</c>, else random numbers.</summary>
    /// <exception cref="RunproofException">A file is malformed or does not fit the model.</exception>
    public static SampleInputs Find(ModelLocation location, ImmutableArray<OnnxValueInfo> inputs, string? file)
    {
        var beside = Path.Combine(location.ModelFolder, FileName);
        if (file is not null || File.Exists(beside))
            return OfFile(file ?? beside, inputs);
        if (!File.Exists(location.InputFile))
        {
            return new("random numbers from -1 to 1", Random(inputs, (-1, 1)),
                [$"there are no sample inputs: the circuits are made for random numbers from -1 to 1; --calibration FILE, or {FileName} beside the model, names real ones"]);
        }

        var one = OfJson(File.ReadAllBytes(location.InputFile), location.InputFile, inputs);
        return new("input.json and random numbers within its range", [one, .. Random(inputs, RangeOf(one))],
            [$"input.json is the only sample input, and random numbers within its range are used besides; --calibration FILE, or {FileName} beside the model, names real ones"]);
    }

    private static SampleInputs OfFile(string file, ImmutableArray<OnnxValueInfo> inputs)
    {
        var bytes = File.ReadAllBytes(file);
        if (!bytes.AsSpan().StartsWith("RPHO"u8))
            return new(Path.GetFileName(file), [OfJson(bytes, file, inputs)], [$"{file} holds a single sample input"]);
        if (!HoldoutSet.TryRead(bytes, file, out var set, out var error))
            throw new RunproofException(error);
        var examples = ImmutableArray.CreateBuilder<IReadOnlyList<Tensor>>();
        for (var i = 0; i < Math.Min(set.Count, MostExamples); i++)
            examples.Add([set.Inputs(i)]);
        if (inputs is not [{ Tensor: { } type }] || !type.Accepts(examples[0][0]))
        {
            throw new RunproofException(new Diagnostic(InputErrors.WrongShape, Phase.Read, file, $"the examples are {examples[0][0]}, which the model does not take",
                "runproof inspect MODEL, which lists the inputs and their shapes"));
        }

        return new(Path.GetFileName(file), examples.ToImmutable(), []);
    }

    private static Tensor[] OfJson(byte[] json, string file, ImmutableArray<OnnxValueInfo> inputs) =>
        InputFile.TryRead(json, file, inputs, out var tensors, out var error) ? tensors : throw new RunproofException(error);

    private static (float Least, float Most) RangeOf(Tensor[] inputs)
    {
        float least = 0, most = 0;
        foreach (var input in inputs.Where(input => input.Type == ElementType.Float))
        {
            foreach (var value in input.AsFloats())
                (least, most) = (Math.Min(least, value), Math.Max(most, value));
        }

        return (least, most);
    }

    // Always the same numbers, so that compiling twice makes the same circuits.
    private static ImmutableArray<IReadOnlyList<Tensor>> Random(ImmutableArray<OnnxValueInfo> inputs, (float Least, float Most) range)
    {
        if (inputs.Any(input => input.Tensor is not { Element: ElementType.Float, Shape: not null }))
            return [];
        var random = new SplitMix(Seed);
        var all = ImmutableArray.CreateBuilder<IReadOnlyList<Tensor>>(RandomInputs);
        for (var i = 0; i < RandomInputs; i++)
            all.Add([.. inputs.Select(input => Draw(input.Tensor!, random, range))]);
        return all.MoveToImmutable();
    }

    private static Tensor Draw(TensorType type, SplitMix random, (float Least, float Most) range)
    {
        long[] shape = [.. type.Shape!.Dimensions.Select(dimension => dimension.IsKnown ? dimension.Value : 1)];
        var values = new float[shape.Aggregate(1L, (product, dimension) => checked(product * dimension))];
        for (var i = 0; i < values.Length; i++)
            values[i] = range.Least + ((range.Most - range.Least) * random.Next());
        return Tensor.OfFloats(shape, values);
    }

    private sealed class SplitMix(ulong state)
    {
        private ulong _state = state;

        /// <summary>Range: 0 to 1, without 1.</summary>
        public float Next()
        {
            var z = _state += 0x9E3779B97F4A7C15;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return ((z ^ (z >> 31)) >> 40) * (1f / (1 << 24));
        }
    }
}
