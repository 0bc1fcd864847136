using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Runproof.Models.Tensors;

namespace Runproof.Runs.Interop;

/// <summary>An input or output as ONNX Runtime describes it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What it holds, in words: <c>tensor</c>, <c>sequence</c>, <c>map</c>, <c>opaque</c>, <c>sparse tensor</c>, <c>optional</c> or <c>unknown</c>.</param>
/// <param name="Type">Its type; of an undefined element type where it is not a tensor.</param>
internal sealed record OrtPort(string Name, string Kind, TensorType Type)
{
    /// <summary>Reads a description and releases it.</summary>
    public static unsafe OrtPort Take(OrtEnvironment environment, string name, nint typeInfo)
    {
        var api = environment.Api;
        try
        {
            environment.Check(api.GetOnnxTypeFromTypeInfo(typeInfo, out int kind));

            // SAFETY: the cast borrows from the type info, which lives until the finally below; it is null for what is not a tensor.
            environment.Check(api.CastTypeInfoToTensorInfo(typeInfo, out nint tensorInfo));
            var type = tensorInfo == 0 ? new TensorType(ElementType.Undefined, null) : ReadType(environment, tensorInfo);
            return new OrtPort(name, KindName(kind), type);
        }
        finally
        {
            api.ReleaseTypeInfo(typeInfo);
        }
    }

    private static unsafe TensorType ReadType(OrtEnvironment environment, nint tensorInfo)
    {
        var api = environment.Api;
        environment.Check(api.GetTensorElementType(tensorInfo, out int element));
        environment.Check(api.GetDimensionsCount(tensorInfo, out nuint rank));

        // The library says rank 0 both for a scalar and for a rank that is not known.
        if (rank == 0)
            return new TensorType((ElementType)element, null);

        var sizes = new long[rank];
        var names = new nint[rank];

        // SAFETY: both arrays are pinned and hold `rank` entries; the names are borrowed from the tensor info, which outlives the copies made here.
        fixed (long* size = sizes)
        fixed (nint* symbol = names)
        {
            environment.Check(api.GetDimensions(tensorInfo, size, rank));
            environment.Check(api.GetSymbolicDimensions(tensorInfo, (byte**)symbol, rank));
        }

        var dimensions = ImmutableArray.CreateBuilder<Dimension>(sizes.Length);
        for (int i = 0; i < sizes.Length; i++)
        {
            string? symbol = Marshal.PtrToStringUTF8(names[i]);
            dimensions.Add(sizes[i] >= 0 ? Dimension.Of(sizes[i]) : string.IsNullOrEmpty(symbol) ? Dimension.Unknown : Dimension.Symbol(symbol));
        }

        return new TensorType((ElementType)element, new TensorShape(dimensions.MoveToImmutable()));
    }

    private static string KindName(int kind) => kind switch
    {
        1 => "tensor",
        2 => "sequence",
        3 => "map",
        4 => "opaque",
        5 => "sparse tensor",
        6 => "optional",
        _ => "unknown",
    };
}
