using System.Collections.Immutable;
using System.Globalization;
using Runproof.Core.Diagnostics;
using Runproof.Models.Tensors;
using Runproof.Runs.Interop;

namespace Runproof.Runs.Backends;

/// <summary>
/// A model loaded into ONNX Runtime. Aligned inputs are read where they lie, and outputs of static shape are written straight into the tensors that
/// are returned, which are aligned, so a chain of sessions copies nothing between its links. Runs may overlap, and disposing waits for none of them: memory is released
/// when the last one ends.
/// </summary>
public sealed class OnnxRuntimeSession : IDisposable
{
    // Beyond this an output is allocated by ONNX Runtime once it is real: a shape that a file merely declares must not cost memory.
    private const long LargestPreparedOutput = 256 << 20;

    private readonly OrtEnvironment _environment;
    private readonly OrtSession _session;
    private readonly string _subject;
    private readonly long[]?[] _unprepared;
    private volatile long[]?[] _outputShapes;

    private OnnxRuntimeSession(OrtEnvironment environment, OrtSession session, string subject)
    {
        _environment = environment;
        _session = session;
        _subject = subject;
        Inputs = [.. session.Inputs.Select(port => Supported(port, "input"))];
        Outputs = [.. session.Outputs.Select(port => Supported(port, "output"))];
        _unprepared = new long[]?[Outputs.Length];
        long[]?[] shapes = [.. Outputs.Select(output => PreparedShape(output.Type))];
        _outputShapes = Array.TrueForAll(shapes, shape => shape is null) ? _unprepared : shapes;
    }

    /// <summary>What <see cref="Run"/> takes, in order. Initializers that the model also lists as inputs are not among them.</summary>
    public ImmutableArray<OnnxPort> Inputs { get; }

    /// <summary>What <see cref="Run"/> returns, in order.</summary>
    public ImmutableArray<OnnxPort> Outputs { get; }

    /// <summary>Version of the ONNX Runtime in use, such as <c>1.30.0</c>.</summary>
    /// <exception cref="RunproofException"><see cref="NativeErrors.Missing"/>.</exception>
    public static string RuntimeVersion => OrtEnvironment.Shared.Api.LibraryVersion;

    /// <summary>Loads a model from bytes, which are not needed afterwards.</summary>
    /// <param name="model">A whole ONNX file without external data.</param>
    /// <param name="options">How to execute it; null for the default.</param>
    /// <param name="subject">What diagnostics call the model.</param>
    /// <exception cref="RunproofException"><see cref="NativeErrors.Missing"/>, <see cref="BackendErrors.LoadFailed"/>, <see cref="BackendErrors.UnsupportedType"/>.</exception>
    public static OnnxRuntimeSession Open(ReadOnlySpan<byte> model, OnnxSessionOptions? options = null, string subject = "model")
    {
        var environment = OrtEnvironment.Shared;
        try
        {
            return Describe(environment, OrtSession.Open(environment, model, Settings(options)), subject);
        }
        catch (OrtStatusException e)
        {
            throw LoadFailed(subject, e);
        }
    }

    /// <summary>Loads a model from a file; external data is found relative to it.</summary>
    /// <param name="path">The ONNX file.</param>
    /// <param name="options">How to execute it; null for the default.</param>
    /// <exception cref="FileNotFoundException">The file does not exist.</exception>
    /// <exception cref="RunproofException"><see cref="NativeErrors.Missing"/>, <see cref="BackendErrors.LoadFailed"/>, <see cref="BackendErrors.UnsupportedType"/>.</exception>
    public static OnnxRuntimeSession Open(string path, OnnxSessionOptions? options = null)
    {
        if (!File.Exists(path))
            throw new FileNotFoundException($"there is no model file {path}", path);
        var environment = OrtEnvironment.Shared;
        try
        {
            return Describe(environment, OrtSession.Open(environment, path, Settings(options)), path);
        }
        catch (OrtStatusException e)
        {
            throw LoadFailed(path, e);
        }
    }

    /// <summary>Executes the model.</summary>
    /// <param name="inputs">One tensor for each of <see cref="Inputs"/>, in order; they are read in place and must not change meanwhile.</param>
    /// <param name="cancellationToken">Stops the run before its next node; the session stays usable.</param>
    /// <returns>One tensor for each of <see cref="Outputs"/>, in order.</returns>
    /// <exception cref="RunproofException">
    /// <see cref="BackendErrors.InputMissing"/>, <see cref="BackendErrors.InputUnexpected"/>, <see cref="BackendErrors.InputType"/>,
    /// <see cref="BackendErrors.InputShape"/>, <see cref="BackendErrors.RunFailed"/>.
    /// </exception>
    /// <exception cref="OperationCanceledException">The token was cancelled before the run ended.</exception>
    /// <exception cref="ObjectDisposedException">The session has been disposed.</exception>
    public IReadOnlyList<Tensor> Run(IReadOnlyList<Tensor> inputs, CancellationToken cancellationToken = default)
    {
        CheckInputs(inputs);
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            if (!cancellationToken.CanBeCanceled)
                return Execute(inputs, null, default);

            // The registration is disposed first, and that waits for a callback under way: the options outlive every call to Terminate.
            using var options = new OrtRunOptions(_environment);
            using var registration = cancellationToken.UnsafeRegister(static state => ((OrtRunOptions)state!).Terminate(), options);
            return Execute(inputs, options, cancellationToken);
        }
        catch (OrtStatusException) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
        catch (OrtStatusException e)
        {
            throw Failure(BackendErrors.RunFailed, _subject, $"ONNX Runtime failed: {e.Message}", "other inputs, or 'runproof analyze' on the model", e);
        }
    }

    /// <summary>Releases the model.</summary>
    public void Dispose() => _session.Dispose();

    private Tensor[] Execute(IReadOnlyList<Tensor> inputs, OrtRunOptions? options, CancellationToken cancellationToken)
    {
        var shapes = _outputShapes;
        try
        {
            return _session.Run(inputs, shapes, options);
        }
        catch (OrtStatusException) when (shapes != _unprepared && !cancellationToken.IsCancellationRequested)
        {
            // Some models declare outputs of other shapes than they make. Memory that was prepared as declared then does not fit, although
            // the model runs; one that fails for another reason fails again, and that error is the one to tell.
            var outputs = _session.Run(inputs, _unprepared, options);
            _outputShapes = _unprepared;
            return outputs;
        }
    }

    private static OnnxRuntimeSession Describe(OrtEnvironment environment, OrtSession session, string subject)
    {
        try
        {
            return new OnnxRuntimeSession(environment, session, subject);
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    private static OrtSessionSettings Settings(OnnxSessionOptions? options)
    {
        options ??= OnnxSessionOptions.Default;
        int level = options.Level switch
        {
            GraphOptimization.None => 0,
            GraphOptimization.Basic => 1,
            GraphOptimization.Extended => 2,
            _ => 99,
        };
        return new OrtSessionSettings(level, options.Threads);
    }

    private static long[]? PreparedShape(TensorType type)
    {
        if (!type.IsStatic)
            return null;
        try
        {
            return type.Element.ByteCount(type.Shape!.ElementCount!.Value) <= LargestPreparedOutput ? type.Shape.ToArray() : null;
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    private OnnxPort Supported(OrtPort port, string role)
    {
        string? reason = port.Kind != "tensor" ? $"{Article(port.Kind)} {port.Kind}"
            : port.Type.Element.BitsPerElement() == 0 ? $"a tensor of {port.Type.Element.OnnxName()}"
            : null;
        return reason is null
            ? new OnnxPort(port.Name, port.Type)
            : throw Failure(
                BackendErrors.UnsupportedType,
                _subject,
                $"the {role} '{port.Name}' is {reason}; only tensors of numbers and booleans can be run",
                "a model whose inputs and outputs are such tensors");
    }

    private static string Article(string noun) => noun[0] is 'o' or 'u' ? "an" : "a";

    private void CheckInputs(IReadOnlyList<Tensor> inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        if (inputs.Count < Inputs.Length)
        {
            var port = Inputs[inputs.Count];
            throw Failure(
                BackendErrors.InputMissing,
                port.Name,
                Invariant($"the input {port.Type} is missing: {_subject} takes {Inputs.Length}, {inputs.Count} given"),
                $"giving all of {string.Join(", ", Inputs.Select(p => p.Name))}");
        }

        if (inputs.Count > Inputs.Length)
        {
            throw Failure(
                BackendErrors.InputUnexpected,
                _subject,
                Invariant($"the model takes {Inputs.Length} inputs, {inputs.Count} were given"),
                Inputs.IsEmpty ? "giving none" : $"giving only {string.Join(", ", Inputs.Select(p => p.Name))}");
        }

        for (int i = 0; i < inputs.Count; i++)
            CheckInput(Inputs[i], inputs[i]);
    }

    private static void CheckInput(OnnxPort port, Tensor input)
    {
        if (input.Type != port.Type.Element)
        {
            throw Failure(
                BackendErrors.InputType,
                port.Name,
                $"the model takes {port.Type}, but {input} was given",
                $"elements of type {port.Type.Element.OnnxName()}");
        }

        if (port.Type.Shape is { } shape && !shape.Accepts(input.Shape))
        {
            throw Failure(
                BackendErrors.InputShape,
                port.Name,
                $"the model takes {port.Type}, but {input} was given",
                $"a tensor of shape {shape}");
        }
    }

    private static RunproofException LoadFailed(string subject, OrtStatusException cause) => Failure(
        BackendErrors.LoadFailed,
        subject,
        $"ONNX Runtime {RuntimeVersion} does not load the model: {cause.Message}",
        "'runproof analyze' on the model, or exporting it again for another opset from 7 on",
        cause);

    private static RunproofException Failure(ErrorCode code, string subject, string message, string hint, Exception? cause = null) =>
        new(new Diagnostic(code, Phase.Execute, subject, message, hint), cause);

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
