using System.Text;
using Runproof.Core.Diagnostics;
using Runproof.Models.Onnx.Graph;
using Runproof.Models.Tensors;
using Runproof.Runs.Inputs;

namespace Runproof.Runs.Tests.Inputs;

public sealed class InputFileTests
{
    private static readonly OnnxValueInfo Floats = Input("x", ElementType.Float, TensorShape.Of(1, 2));

    public static TheoryData<string> Malformed =>
    [
        "",
        "5",
        "[]",
        "{",
        "{}",
        """{"input": [[1, 2]]}""",
        """{"input_data": 5}""",
        """{"input_data": [1, 2]}""",
        """{"input_data": [[1, null]]}""",
        """{"input_data": [[1, {}]]}""",
        """{"input_data": [[1, NaN]]}""",
        """{"input_data": [[1, Infinity]]}""",
        """{"input_data": [[1, 2]]} x""",
        """{"input_data": [[1, 2]], "input_shapes": 5}""",
        """{"input_data": [[1, 2]], "input_shapes": [5]}""",
        """{"input_data": [[1, 2]], "input_shapes": [[-1]]}""",
        """{"input_data": [[1, 2]], "input_shapes": [[[1]]]}""",
        "{\"\\ud800nput_data\": [[1, 2]]}",
        "{\"input_data\": " + new string('[', 100) + new string(']', 100) + "}",
    ];

    [Theory]
    [MemberData(nameof(Malformed))]
    public void A_text_of_another_form_is_malformed(string json) => Assert.Equal(InputErrors.Malformed, Fails(json, Floats).Code);

    [Theory]
    [InlineData("""{"input_data": []}""")]
    [InlineData("""{"input_data": [[1]]}""")]
    [InlineData("""{"input_data": [[1, 2, 3]]}""")]
    [InlineData("""{"input_data": [[1, 2], [3]]}""")]
    [InlineData("""{"input_data": [[1, 2]], "input_shapes": [[2]]}""")]
    [InlineData("""{"input_data": [[1, 2]], "input_shapes": [[2, 1]]}""")]
    public void Other_counts_and_shapes_than_the_models_are_refused(string json) => Assert.Equal(InputErrors.WrongShape, Fails(json, Floats).Code);

    [Theory]
    [InlineData(ElementType.Float, "1e39")]
    [InlineData(ElementType.Float, "\"NaN\"")]
    [InlineData(ElementType.Float, "true")]
    [InlineData(ElementType.Double, "1e309")]
    [InlineData(ElementType.Float16, "70000")]
    [InlineData(ElementType.BFloat16, "3.4e38")]
    [InlineData(ElementType.UInt8, "256")]
    [InlineData(ElementType.UInt8, "-1")]
    [InlineData(ElementType.Int8, "128")]
    [InlineData(ElementType.Int32, "1.5")]
    [InlineData(ElementType.Int64, "9223372036854775808")]
    [InlineData(ElementType.UInt64, "18446744073709551616")]
    [InlineData(ElementType.Bool, "2")]
    public void A_value_that_does_not_fit_its_type_is_refused_at_its_place(ElementType type, string value)
    {
        var json = $$"""{"input_data": [[0, {{value}}]]}""";
        var error = Fails(json, Input("x", type, TensorShape.Of(2)));

        Assert.Equal(InputErrors.OutOfRange, error.Code);
        Assert.Equal(json.IndexOf(value, StringComparison.Ordinal), error.Offset);
        Assert.Contains("value 1 of input 'x'", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ElementType.Bool, "true", "01")]
    [InlineData(ElementType.UInt8, "255", "ff")]
    [InlineData(ElementType.Int16, "-2", "feff")]
    [InlineData(ElementType.UInt32, "4294967295", "ffffffff")]
    [InlineData(ElementType.Int64, "-9223372036854775808", "0000000000000080")]
    [InlineData(ElementType.UInt64, "18446744073709551615", "ffffffffffffffff")]
    [InlineData(ElementType.Float, "0.1", "cdcccc3d")]
    [InlineData(ElementType.Double, "0.1", "9a9999999999b93f")]
    [InlineData(ElementType.Float16, "1", "003c")]
    [InlineData(ElementType.BFloat16, "1.00390625", "803f")]
    public void Every_type_of_number_is_read_to_the_bit(ElementType type, string value, string bytes) =>
        Assert.Equal(bytes, Convert.ToHexStringLower(Reads($$"""{"input_data": [[{{value}}]]}""", Input("x", type, TensorShape.Of(1)))[0].Data.Span));

    [Fact]
    public void Types_that_json_cannot_carry_are_named()
    {
        Assert.Equal(InputErrors.UnsupportedType, Fails("""{"input_data": [["a"]]}""", Input("x", ElementType.String, TensorShape.Of(1))).Code);
        Assert.Equal(InputErrors.UnsupportedType, Fails("""{"input_data": [[1]]}""", new OnnxValueInfo("x", null, "sequence")).Code);
    }

    [Theory]
    [InlineData("""{"input_data": [[[1, 2], [3, 4]]]}""", "float[1,2,2]", "?,2,?")]
    [InlineData("""{"input_data": [[1, 2, 3, 4]], "input_shapes": [[2, 2, 1]]}""", "float[2,2,1]", "?,2,?")]
    [InlineData("""{"input_data": [[1, 2]]}""", "float[2]", "?")]
    [InlineData("""{"input_data": [[]], "input_shapes": [[3, 0]]}""", "float[3,0]", "?,?")]
    [InlineData("""{"input_data": [[]]}""", "float[1,0,7]", "?,0,7")]
    [InlineData("""{"input_data": [[7]]}""", "float[]", "")]
    [InlineData("""{"input_data": [[1, 2, 3]]}""", "float[3]", null)]
    [InlineData("""{"extra": {"a": [1]}, "input_data": [[1, 2]], "input_shapes": [[1, 2]]}""", "float[1,2]", null)]
    public void Open_dimensions_follow_from_the_count_or_from_what_is_said(string json, string shape, string? declared)
    {
        TensorShape? open = declared is null ? null : new([.. declared.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(d => d == "?" ? Dimension.Unknown : Dimension.Of(int.Parse(d)))]);
        Assert.Equal(shape, Reads(json, Input("x", ElementType.Float, open))[0].ToString());
        Assert.Equal(shape, Reads("\uFEFF" + json, Input("x", ElementType.Float, open))[0].ToString());
    }

    [Fact]
    public void Two_dimensions_that_stay_open_are_not_guessed() =>
        Assert.Equal(InputErrors.WrongShape, Fails("""{"input_data": [[1, 2, 3, 4]]}""", Input("x", ElementType.Float, new([Dimension.Of(1), Dimension.Unknown, Dimension.Unknown]))).Code);

    [Fact]
    public void Shapes_larger_than_any_file_are_refused_without_arithmetic_trouble()
    {
        var huge = Input("x", ElementType.Float, TensorShape.Of(long.MaxValue / 2, long.MaxValue / 2));
        Assert.Equal(InputErrors.WrongShape, Fails("""{"input_data": [[1]]}""", huge).Code);
        Assert.Equal(InputErrors.WrongShape, Fails("""{"input_data": [[1]], "input_shapes": [[9223372036854775807, 9223372036854775807]]}""", Input("x", ElementType.Float, null)).Code);
        var ranks = string.Join(',', Enumerable.Repeat(1, 65));
        Assert.Equal(InputErrors.Malformed, Fails($$"""{"input_data": [[1]], "input_shapes": [[{{ranks}}]]}""", Input("x", ElementType.Float, null)).Code);
    }

    private static OnnxValueInfo Input(string name, ElementType type, TensorShape? shape) => new(name, new TensorType(type, shape), null);

    private static Diagnostic Fails(string json, params OnnxValueInfo[] inputs)
    {
        Assert.False(InputFile.TryRead(Encoding.UTF8.GetBytes(json), "x.json", inputs, out var tensors, out var error));
        Assert.Null(tensors);
        Assert.Equal("x.json", error.Subject);
        return error;
    }

    private static Tensor[] Reads(string json, params OnnxValueInfo[] inputs)
    {
        Assert.True(InputFile.TryRead(Encoding.UTF8.GetBytes(json), "x.json", inputs, out var tensors, out var error), error?.ToString());
        return tensors;
    }
}
