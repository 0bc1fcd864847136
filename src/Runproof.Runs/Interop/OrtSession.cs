using System.Buffers;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text;
using Runproof.Models.Tensors;

namespace Runproof.Runs.Interop;

/// <summary>A loaded model. Runs may overlap; disposing while one is under way takes effect when it ends.</summary>
internal sealed unsafe class OrtSession : SafeHandle
{
    private readonly OrtEnvironment _environment;
    private byte** _names;

    private OrtSession(OrtEnvironment environment, nint session)
        : base(0, ownsHandle: true)
    {
        _environment = environment;
        SetHandle(session);
    }

    public override bool IsInvalid => handle == 0;

    /// <summary>What the caller supplies, in the model's order; initializers that are also inputs are not among them.</summary>
    public ImmutableArray<OrtPort> Inputs { get; private set; }

    /// <summary>What the model returns, in its order.</summary>
    public ImmutableArray<OrtPort> Outputs { get; private set; }

    /// <summary>The native handle; valid while this object is.</summary>
    internal nint Pointer => handle;

    /// <summary>Names of the inputs, then of the outputs, as zero-terminated UTF-8; valid while this object is.</summary>
    internal byte** Names => _names;

    /// <summary>Loads a model from bytes, which are not needed afterwards.</summary>
    /// <exception cref="OrtStatusException">The model is malformed or not supported.</exception>
    public static OrtSession Open(OrtEnvironment environment, ReadOnlySpan<byte> model, OrtSessionSettings settings)
    {
        using var options = new OrtSessionOptions(environment, settings);

        // SAFETY: the bytes stay pinned during the call, and the library copies what it keeps.
        fixed (byte* bytes = model)
        {
            environment.Check(environment.Api.CreateSessionFromArray(environment.Handle, bytes, (nuint)model.Length, options.Pointer, out nint session));
            return Describe(new OrtSession(environment, session));
        }
    }

    /// <summary>Loads a model from a file; data that it keeps in other files is found relative to it.</summary>
    /// <exception cref="OrtStatusException">The model is malformed or not supported.</exception>
    public static OrtSession Open(OrtEnvironment environment, string path, OrtSessionSettings settings)
    {
        using var options = new OrtSessionOptions(environment, settings);

        // SAFETY: the path ends with a zero byte and stays pinned during the call.
        fixed (byte* zeroTerminated = Encoding.UTF8.GetBytes(path + '\0'))
        {
            environment.Check(environment.Api.CreateSession(environment.Handle, zeroTerminated, options.Pointer, out nint session));
            return Describe(new OrtSession(environment, session));
        }
    }

    /// <summary>Executes the model over the callers' own memory where it is aligned, as that of outputs always is, and over a copy elsewhere.</summary>
    /// <param name="inputs">One tensor for each input; the caller has checked types and shapes.</param>
    /// <param name="outputShapes">The shape of each output, whose memory is then allocated here and filled by the library; null where the library must say.</param>
    /// <param name="options">Through which the run can be stopped; null for one that cannot.</param>
    /// <exception cref="OrtStatusException">The execution failed or was stopped.</exception>
    public Tensor[] Run(IReadOnlyList<Tensor> inputs, ReadOnlySpan<long[]?> outputShapes, OrtRunOptions? options)
    {
        int inputCount = Inputs.Length;
        int outputCount = Outputs.Length;
        var values = new nint[inputCount + outputCount];
        var pins = new MemoryHandle[inputCount + outputCount];
        var buffers = new Memory<byte>[outputCount];
        bool referenced = false;
        try
        {
            DangerousAddRef(ref referenced);
            for (int i = 0; i < inputCount; i++)
                values[i] = Wrap(inputs[i].Data, inputs[i].Type, inputs[i].Shape, out pins[i]);
            for (int i = 0; i < outputCount; i++)
            {
                if (outputShapes[i] is not { } shape)
                    continue;
                var type = Outputs[i].Type.Element;
                buffers[i] = AlignedMemory.Allocate(checked((int)type.ByteCount(ElementCount(shape))));
                values[inputCount + i] = Wrap(buffers[i], type, shape, out pins[inputCount + i]);
            }

            // SAFETY: the session is referenced, the names live as long as it does, every value's memory is pinned until the finally below,
            // and the array of values is pinned here; the library fills the entries of outputs that are null.
            fixed (nint* value = values)
            {
                _environment.Check(_environment.Api.Run(
                    handle, options?.Pointer ?? 0, _names, value, (nuint)inputCount, _names + inputCount, (nuint)outputCount, value + inputCount));
            }

            var outputs = new Tensor[outputCount];
            for (int i = 0; i < outputCount; i++)
            {
                outputs[i] = outputShapes[i] is { } shape
                    ? new Tensor(Outputs[i].Type.Element, shape, buffers[i])
                    : Copy(values[inputCount + i]);
            }

            return outputs;
        }
        finally
        {
            // SAFETY: each value was made by the library, is released once, and is released before its memory is unpinned.
            foreach (nint value in values)
            {
                if (value != 0)
                    _environment.Api.ReleaseValue(value);
            }

            foreach (var pin in pins)
                pin.Dispose();
            if (referenced)
                DangerousRelease();
        }
    }

    protected override bool ReleaseHandle()
    {
        // SAFETY: called once, when no run is under way; the block of names is this object's own.
        _environment.Api.ReleaseSession(handle);
        NativeMemory.Free(_names);
        _names = null;
        return true;
    }

    private static OrtSession Describe(OrtSession session)
    {
        try
        {
            var environment = session._environment;
            var api = environment.Api;
            environment.Check(api.SessionGetInputCount(session.handle, out nuint inputCount));
            environment.Check(api.SessionGetOutputCount(session.handle, out nuint outputCount));
            var inputs = ImmutableArray.CreateBuilder<OrtPort>((int)inputCount);
            for (nuint i = 0; i < inputCount; i++)
            {
                // SAFETY: the name is taken over from the library's allocator, the type info by OrtPort.
                environment.Check(api.SessionGetInputName(session.handle, i, environment.Allocator, out byte* name));
                string text = environment.TakeString(name);
                environment.Check(api.SessionGetInputTypeInfo(session.handle, i, out nint info));
                inputs.Add(OrtPort.Take(environment, text, info));
            }

            var outputs = ImmutableArray.CreateBuilder<OrtPort>((int)outputCount);
            for (nuint i = 0; i < outputCount; i++)
            {
                // SAFETY: as above.
                environment.Check(api.SessionGetOutputName(session.handle, i, environment.Allocator, out byte* name));
                string text = environment.TakeString(name);
                environment.Check(api.SessionGetOutputTypeInfo(session.handle, i, out nint info));
                outputs.Add(OrtPort.Take(environment, text, info));
            }

            session.Inputs = inputs.MoveToImmutable();
            session.Outputs = outputs.MoveToImmutable();
            session._names = AllocateNames([.. session.Inputs.Select(p => p.Name), .. session.Outputs.Select(p => p.Name)]);
            return session;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <summary>One native block: the pointers, then the texts that they point to.</summary>
    private static byte** AllocateNames(ImmutableArray<string> names)
    {
        int texts = names.Sum(name => Encoding.UTF8.GetByteCount(name) + 1);

        // SAFETY: the block holds all pointers and, behind them, `texts` bytes; each text is written inside what is left of it.
        byte** pointers = (byte**)NativeMemory.Alloc((nuint)((names.Length * sizeof(byte*)) + texts));
        byte* text = (byte*)(pointers + names.Length);
        for (int i = 0; i < names.Length; i++)
        {
            pointers[i] = text;
            int length = Encoding.UTF8.GetBytes(names[i], new Span<byte>(text, texts));
            text[length] = 0;
            text += length + 1;
            texts -= length + 1;
        }

        return pointers;
    }

    private nint Wrap(ReadOnlyMemory<byte> data, ElementType type, ReadOnlySpan<long> shape, out MemoryHandle pin)
    {
        pin = data.Pin();
        if ((nuint)pin.Pointer % AlignedMemory.Alignment != 0)
        {
            pin.Dispose();
            var copy = AlignedMemory.Allocate(data.Length);
            data.CopyTo(copy);
            pin = copy.Pin();
        }

        // SAFETY: the memory is pinned by the handle that the caller keeps until the value is released, and holds exactly the bytes that the
        // tensor's type and shape ask for. An empty tensor has no memory, and the library wants an address that it does not read.
        long nothing = 0;
        fixed (long* dimensions = shape)
        {
            void* address = pin.Pointer is null ? &nothing : pin.Pointer;
            _environment.Check(_environment.Api.CreateTensorWithDataAsOrtValue(
                _environment.PlainMemory, address, (nuint)data.Length, dimensions, (nuint)shape.Length, (int)type, out nint value));
            return value;
        }
    }

    private Tensor Copy(nint value)
    {
        // SAFETY: the value is alive; its type info is released below, and its data is as long as its type and shape say.
        var api = _environment.Api;
        _environment.Check(api.GetTensorTypeAndShape(value, out nint info));
        int element;
        long[] shape;
        try
        {
            _environment.Check(api.GetTensorElementType(info, out element));
            _environment.Check(api.GetDimensionsCount(info, out nuint rank));
            shape = new long[rank];
            fixed (long* dimensions = shape)
                _environment.Check(api.GetDimensions(info, dimensions, rank));
        }
        finally
        {
            api.ReleaseTensorTypeAndShapeInfo(info);
        }

        _environment.Check(api.GetTensorMutableData(value, out byte* data));
        var type = (ElementType)element;
        int length = checked((int)type.ByteCount(ElementCount(shape)));
        var copy = AlignedMemory.Allocate(length);
        new ReadOnlySpan<byte>(data, length).CopyTo(copy.Span);
        return new Tensor(type, shape, copy);
    }

    private static long ElementCount(ReadOnlySpan<long> shape)
    {
        long count = 1;
        foreach (long dimension in shape)
            count = checked(count * dimension);
        return count;
    }
}
