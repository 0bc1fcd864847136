using Google.Protobuf;
using Runproof.Core.Diagnostics;
using Runproof.Models.Formats.Onnx;
using Runproof.Models.Formats.Onnx.Wire;
using Runproof.Models.Tensors;

namespace Runproof.Models.Tests.Formats.Onnx;

public sealed class ExternalDataTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Elements_are_read_from_their_range_and_move_into_an_extracted_file()
    {
        File.WriteAllBytes(_folder.File("weights.bin"), [9, 9, .. new byte[] { 0, 0, 128, 63, 0, 0, 0, 64 }, 9]);
        var path = Write(("location", "weights.bin"), ("offset", "2"), ("length", "8"));
        Assert.True(OnnxModel.TryRead(path, out var model, out var error), error?.ToString());
        Assert.Equal(["weights.bin"], model.ExternalFiles);
        Assert.Equal([1f, 2f], model.Graph.Initializers["w"].Load()!.AsFloats());

        var bytes = OnnxExtractor.Extract(model, model.Graph.Nodes, model.Graph.Inputs, model.Graph.Outputs, "part");
        Assert.True(OnnxModel.TryRead(bytes, "part", null, out var part, out error), error?.ToString());
        Assert.Empty(part.ExternalFiles);
        Assert.Equal([1f, 2f], part.Graph.Initializers["w"].Load()!.AsFloats());
    }

    [Fact]
    public void Data_that_shrinks_after_reading_is_the_platforms_exception()
    {
        File.WriteAllBytes(_folder.File("weights.bin"), new byte[8]);
        Assert.True(OnnxModel.TryRead(Write(("location", "weights.bin")), out var model, out _));
        File.WriteAllBytes(_folder.File("weights.bin"), new byte[7]);
        Assert.Throws<EndOfStreamException>(() => model.Graph.Initializers["w"].Load());
        Assert.Throws<IOException>(() => OnnxExtractor.Extract(model, model.Graph.Nodes, model.Graph.Inputs, model.Graph.Outputs, "part"));
    }

    [Theory]
    [InlineData("/etc/passwd")]
    [InlineData("../weights.bin")]
    [InlineData("sub/../../weights.bin")]
    [InlineData("sub\\..\\..\\weights.bin")]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("link-out")]
    [InlineData("folder-out/passwd")]
    [InlineData("link-loop")]
    public void A_place_outside_the_models_directory_is_refused(string location)
    {
        File.CreateSymbolicLink(_folder.File("link-out"), "/etc/passwd");
        File.CreateSymbolicLink(_folder.File("folder-out"), "/etc");
        File.CreateSymbolicLink(_folder.File("link-loop"), "link-loop");
        Refused(OnnxErrors.ExternalPath, location, ("location", location));
    }

    [Fact]
    public void A_link_that_stays_in_the_directory_is_followed()
    {
        File.WriteAllBytes(_folder.File("real.bin"), new byte[8]);
        File.CreateSymbolicLink(_folder.File("link"), "real.bin");
        Assert.True(OnnxModel.TryRead(Write(("location", "link")), out _, out var error), error?.ToString());
    }

    [Fact]
    public void A_file_that_is_not_there_is_named() =>
        Refused(OnnxErrors.ExternalMissing, "absent.bin", ("location", "absent.bin"));

    [Fact]
    public void Ranges_are_checked_against_the_file_and_the_constant()
    {
        File.WriteAllBytes(_folder.File("weights.bin"), new byte[8]);
        Refused(OnnxErrors.ExternalRange, "weights.bin", ("location", "weights.bin"), ("offset", "1"));
        Refused(OnnxErrors.ExternalRange, "weights.bin", ("location", "weights.bin"), ("offset", "9223372036854775807"));
        Refused(OnnxErrors.ExternalRange, "12", ("location", "weights.bin"), ("length", "12"));
        Refused(OnnxErrors.ExternalPath, "-1", ("location", "weights.bin"), ("offset", "-1"));
        Refused(OnnxErrors.ExternalPath, "99999999999999999999", ("location", "weights.bin"), ("length", "99999999999999999999"));
    }

    [Fact]
    public void A_model_in_memory_has_no_other_files()
    {
        var bytes = File.ReadAllBytes(Write(("location", "weights.bin")));
        Assert.False(OnnxModel.TryRead(bytes, "m", null, out _, out var error));
        Assert.Equal(OnnxErrors.ExternalPath, error.Code);
    }

    [Fact]
    public void A_constant_that_no_array_can_hold_is_refused()
    {
        var wire = Proto([("location", "weights.bin")]);
        wire.Graph.Initializer[0].Dims[0] = 1L << 30;
        File.WriteAllBytes(_folder.File("model.onnx"), wire.ToByteArray());
        Assert.False(OnnxModel.TryRead(_folder.File("model.onnx"), out _, out var error));
        Assert.Equal(OnnxErrors.TooLarge, error.Code);
    }

    private void Refused(ErrorCode code, string says, params (string Key, string Value)[] entries)
    {
        Assert.False(OnnxModel.TryRead(Write(entries), out _, out var error));
        Assert.Equal(code, error.Code);
        Assert.Contains(says, error.Message, StringComparison.Ordinal);
    }

    private string Write(params (string Key, string Value)[] entries)
    {
        var path = _folder.File("model.onnx");
        File.WriteAllBytes(path, Proto(entries).ToByteArray());
        return path;
    }

    private static ModelProto Proto((string Key, string Value)[] entries)
    {
        var vector = new TensorType(ElementType.Float, TensorShape.Of(2));
        var model = new OnnxModelBuilder().AddInput("x", vector).AddOutput("y", vector).AddNode("Add", ["x", "w"], ["y"], "add").ToProto();
        var constant = new TensorProto { Name = "w", DataType = (int)ElementType.Float, Dims = { 2 }, DataLocation = TensorProto.Types.DataLocation.External };
        constant.ExternalData.AddRange(entries.Select(entry => new StringStringEntryProto { Key = entry.Key, Value = entry.Value }));
        model.Graph.Initializer.Add(constant);
        return model;
    }
}
