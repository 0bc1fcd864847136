using System.Reflection;
using Runproof.Verifier.Claims;

namespace Runproof.Architecture.Tests;

/// <summary>What the banned symbols of the compiler cannot see: the verifier computes with integers, on the platform alone.</summary>
public sealed class VerifierTests
{
    private const BindingFlags All = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    private static readonly Assembly Verifier = typeof(ClaimVerifier).Assembly;

    [Fact]
    public void No_floating_point_value_is_taken_kept_or_returned()
    {
        var methods = Verifier.GetTypes().SelectMany(type => type.GetMethods(All).Concat<MethodBase>(type.GetConstructors(All))).ToArray();
        var found = methods
            .SelectMany(method => method.GetParameters().Select(parameter => parameter.ParameterType)
                .Concat(method.GetMethodBody()?.LocalVariables.Select(variable => variable.LocalType) ?? [])
                .Append(method is MethodInfo { ReturnType: var result } ? result : typeof(void))
                .Where(IsFloating)
                .Select(type => $"{method.DeclaringType}.{method.Name}: {type}"))
            .Concat(Verifier.GetTypes().SelectMany(type => type.GetFields(All)).Where(field => IsFloating(field.FieldType)).Select(field => $"{field.DeclaringType}.{field.Name}"));

        Assert.NotEmpty(methods);
        Offenders.None(found);
    }

    [Fact]
    public void Nothing_beyond_the_platform_is_referenced()
    {
        var closure = Verifier.GetReferencedAssemblies()
            .Concat(typeof(Core.Diagnostics.ErrorCode).Assembly.GetReferencedAssemblies())
            .Concat(typeof(Proofs.Workers).Assembly.GetReferencedAssemblies())
            .Concat(typeof(Circuits.Graph.Circuit).Assembly.GetReferencedAssemblies())
            .Select(assembly => assembly.Name!);

        string[] own = ["Runproof.Core", "Runproof.Proofs", "Runproof.Circuits"];
        Assert.All(closure, name => Assert.True(own.Contains(name) || name.StartsWith("System.", StringComparison.Ordinal), name));
    }

    private static bool IsFloating(Type type) =>
        type == typeof(float) || type == typeof(double) || type == typeof(Half) || type == typeof(decimal)
        || (type.HasElementType && IsFloating(type.GetElementType()!))
        || type.GenericTypeArguments.Any(IsFloating);
}
