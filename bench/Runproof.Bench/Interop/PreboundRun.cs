using System.Buffers;
using Runproof.Models.Tensors;
using Runproof.Runs.Interop;

namespace Runproof.Bench.Interop;

/// <summary>ONNX Runtime's own <c>Run</c> with every value made beforehand: the floor below which no backend gets.</summary>
internal sealed unsafe class PreboundRun : IDisposable
{
    private readonly OrtEnvironment _environment = OrtEnvironment.Shared;
    private readonly OrtSession _session;
    private readonly List<MemoryHandle> _pins = [];
    private readonly nint[] _values;

    public PreboundRun(byte[] model, IReadOnlyList<Tensor> inputs, IReadOnlyList<Tensor> outputs)
    {
        _session = OrtSession.Open(_environment, model, new OrtSessionSettings(OptimizationLevel: 99, Threads: 1));
        _values = [.. inputs.Concat(outputs).Select(Wrap)];
    }

    public void Run()
    {
        // SAFETY: session, names, values and their pinned memory live until Dispose; the array of values is pinned here.
        fixed (nint* values = _values)
        {
            int inputs = _session.Inputs.Length;
            _environment.Check(_environment.Api.Run(
                _session.Pointer, 0, _session.Names, values, (nuint)inputs, _session.Names + inputs, (nuint)(_values.Length - inputs), values + inputs));
        }
    }

    public void Dispose()
    {
        // SAFETY: each value is released once, before its memory is unpinned.
        foreach (nint value in _values)
            _environment.Api.ReleaseValue(value);
        foreach (var pin in _pins)
            pin.Dispose();
        _session.Dispose();
    }

    private nint Wrap(Tensor tensor)
    {
        var pin = tensor.Data.Pin();
        _pins.Add(pin);

        // SAFETY: the memory stays pinned until Dispose and has the length that type and shape ask for.
        fixed (long* shape = tensor.Shape)
        {
            _environment.Check(_environment.Api.CreateTensorWithDataAsOrtValue(
                _environment.PlainMemory, pin.Pointer, (nuint)tensor.Data.Length, shape, (nuint)tensor.Shape.Length, (int)tensor.Type, out nint value));
            return value;
        }
    }
}
