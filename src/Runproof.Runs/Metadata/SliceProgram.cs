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
        IEnumerable<SliceEntry> slices,
        ImmutableArray<ProgramOutput> outputs,
        UnitToolchain toolchain)
    {
        var steps = slices.Select(slice => new ProgramStep(
            slice.Id,
            UnitKind.Slice,
            new UnitRevision(slice.Digest, UnitSchema.DigestOf(slice.Inputs, slice.Outputs), toolchain.Digest),
            slice.Sources,
            slice.Outputs));
        return Program.TryCreate(name, inputs, [.. steps], outputs, out var program, out var error) ? program : throw new RunproofException(error);
    }

    public static Program OfWhole(string name, ImmutableArray<Port> inputs, ImmutableArray<Port> outputs, Digest artifact, UnitToolchain toolchain)
    {
        var whole = new SliceEntry(WholeModel, "", artifact, inputs, [.. inputs.Select((_, i) => Binding.External((uint)i))], outputs, 0, null, null);
        return Of(name, inputs, [whole], [.. outputs.Select((port, i) => new ProgramOutput(port.Name, Binding.Output(0, (uint)i)))], toolchain);
    }

}
