using System.Collections.Immutable;
using Runproof.Core.Diagnostics;
using Runproof.Core.Hashing;
using Runproof.Core.Programs;
using Runproof.Runs.Recording;

namespace Runproof.Runs.Metadata;

/// <summary>Makes programs of models: of slices, or of one step that is the whole model.</summary>
internal static class SliceProgram
{
    /// <summary>Name of the only step of a model that runs whole.</summary>
    public const string WholeModel = "model";

    public static Program Of(
        string name,
        ImmutableArray<Port> inputs,
        ImmutableArray<SliceEntry> slices,
        ImmutableArray<ProgramOutput> outputs,
        UnitToolchain toolchain) => Of(name, inputs, slices, [.. slices.Select(slice => UnitOf(slice, toolchain))], outputs);

    public static Program Of(
        string name,
        ImmutableArray<Port> inputs,
        ImmutableArray<SliceEntry> slices,
        ImmutableArray<UnitRevision> units,
        ImmutableArray<ProgramOutput> outputs)
    {
        var steps = slices.Select((slice, i) => new ProgramStep(slice.Id, UnitKind.Slice, units[i], slice.Sources, slice.Outputs));
        return Program.TryCreate(name, inputs, [.. steps], outputs, out var program, out var error) ? program : throw new RunproofException(error);
    }

    /// <summary>A slice's ONNX file, as it runs on ONNX Runtime.</summary>
    public static UnitRevision UnitOf(SliceEntry slice, UnitToolchain toolchain) =>
        new(slice.Digest, UnitSchema.DigestOf(slice.Inputs, slice.Outputs), toolchain.Digest);

    public static Program OfWhole(string name, ImmutableArray<Port> inputs, ImmutableArray<Port> outputs, Digest artifact, UnitToolchain toolchain)
    {
        var whole = new SliceEntry(WholeModel, "", artifact, inputs, [.. inputs.Select((_, i) => Binding.External((uint)i))], outputs, 0, null, null);
        return Of(name, inputs, [whole], [.. outputs.Select((port, i) => new ProgramOutput(port.Name, Binding.Output(0, (uint)i)))], toolchain);
    }

}
