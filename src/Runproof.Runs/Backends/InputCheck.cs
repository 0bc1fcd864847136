using System.Collections.Immutable;
using System.Globalization;
using Runproof.Core.Diagnostics;
using Runproof.Models.Tensors;

namespace Runproof.Runs.Backends;

/// <summary>Compares what a caller gives with what a model takes.</summary>
internal static class InputCheck
{
    /// <param name="subject">What diagnostics call the model.</param>
    /// <param name="ports">What the model takes.</param>
    /// <param name="inputs">What is given.</param>
    /// <exception cref="RunproofException">
    /// <see cref="BackendErrors.InputMissing"/>, <see cref="BackendErrors.InputUnexpected"/>, <see cref="BackendErrors.InputType"/>, <see cref="BackendErrors.InputShape"/>.
    /// </exception>
    public static void Check(string subject, ImmutableArray<OnnxPort> ports, IReadOnlyList<Tensor> inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        if (inputs.Count < ports.Length)
        {
            var port = ports[inputs.Count];
            throw Failure(
                BackendErrors.InputMissing,
                port.Name,
                Invariant($"the input {port.Type} is missing: {subject} takes {ports.Length}, {inputs.Count} given"),
                $"giving all of {string.Join(", ", ports.Select(p => p.Name))}");
        }

        if (inputs.Count > ports.Length)
        {
            throw Failure(
                BackendErrors.InputUnexpected,
                subject,
                Invariant($"the model takes {ports.Length} inputs, {inputs.Count} were given"),
                ports.IsEmpty ? "giving none" : $"giving only {string.Join(", ", ports.Select(p => p.Name))}");
        }

        for (int i = 0; i < inputs.Count; i++)
            Check(ports[i], inputs[i]);
    }

    private static void Check(OnnxPort port, Tensor input)
    {
        if (input.Type != port.Type.Element)
        {
            throw Failure(
                BackendErrors.InputType,
                port.Name,
                $"the model takes {port.Type}, but {input} was given",
                $"elements of type {port.Type.Element.OnnxName()}");
        }

        if (port.Type.Shape is { } shape && !Fits(shape, input.Shape))
        {
            throw Failure(
                BackendErrors.InputShape,
                port.Name,
                $"the model takes {port.Type}, but {input} was given",
                $"a tensor of shape {shape}");
        }
    }

    private static bool Fits(TensorShape declared, ReadOnlySpan<long> given)
    {
        if (declared.Rank != given.Length)
            return false;
        for (int i = 0; i < given.Length; i++)
        {
            if (declared[i] is { IsKnown: true } dimension && dimension.Value != given[i])
                return false;
        }

        return true;
    }

    private static RunproofException Failure(ErrorCode code, string subject, string message, string hint) =>
        new(new Diagnostic(code, Phase.Execute, subject, message, hint));

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
