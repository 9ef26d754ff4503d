using System.Globalization;
using System.Reflection;

namespace Microsoft.ML.Tests.Kernel.Api;

/// <summary>An assembly's public surface, a self-contained line for each type and member.</summary>
internal static class Surface
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static IEnumerable<string> Lines(Assembly assembly) => assembly.GetExportedTypes().SelectMany(Lines);

    private static IEnumerable<string> Lines(Type type)
    {
        string name = Name(type);
        yield return $"{name} | {Kind(type)} : {string.Join(", ", Bases(type))}{Constraints(type.GetGenericArguments())}{Attributes(type)}";
        foreach (MemberInfo member in type.GetMembers(Declared))
        {
            if (Line(member) is { } line)
            {
                yield return $"{name}.{line}{Attributes(member)}";
            }
        }
    }

    private static string Kind(Type type)
    {
        string kind = type.IsEnum ? "enum" : type.IsInterface ? "interface" : type.IsValueType ? "struct" : "class";
        bool isReadOnly = type.CustomAttributes.Any(attribute => attribute.AttributeType.Name == "IsReadOnlyAttribute");
        return $"{(type.IsAbstract ? "abstract " : "")}{(type.IsSealed ? "sealed " : "")}{(isReadOnly ? "readonly " : "")}{(type.IsByRefLike ? "ref " : "")}{kind}";
    }

    private static IEnumerable<string> Bases(Type type) =>
        (type.BaseType is { } parent ? [Name(parent)] : Array.Empty<string>())
        .Concat(type.GetInterfaces().Where(contract => contract.IsVisible).Select(Name).Order(StringComparer.Ordinal));

    private static string Line(MemberInfo member) => member switch
    {
        MethodBase method => !IsVisible(method) || (method.IsSpecialName && method is MethodInfo && !method.Name.StartsWith("op_", StringComparison.Ordinal)) ? null
            : $"{method.Name}{Generic(method)}({string.Join(", ", method.GetParameters().Select(Parameter))}) : {Access(method)} {(method is MethodInfo m ? Name(m.ReturnType) : "")}",
        PropertyInfo property => property.GetAccessors(true).Any(IsVisible)
            ? $"{property.Name}[{string.Join(", ", property.GetIndexParameters().Select(Parameter))}] : {Name(property.PropertyType)} {string.Join(' ', property.GetAccessors(true).Where(IsVisible).Select(accessor => accessor.Name + " " + Access(accessor)).Order(StringComparer.Ordinal))}"
            : null,
        FieldInfo field => field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly
            ? $"{field.Name} : {field.Attributes & ~FieldAttributes.HasDefault} {Name(field.FieldType)} {(field.IsLiteral ? Constant(field.GetRawConstantValue()) : "")}"
            : null,
        EventInfo happening => IsVisible(happening.AddMethod) ? $"event {happening.Name} : {Name(happening.EventHandlerType)} {Access(happening.AddMethod)}" : null,
        _ => null,
    };

    private static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    // Virtual with final is how an interface member looks that is not virtual in the source.
    private static string Access(MethodBase method) =>
        $"{(method.IsPublic ? "public" : "protected")}{(method.IsStatic ? " static" : "")}{(method.IsAbstract ? " abstract" : "")}{(method.IsVirtual && !method.IsFinal ? " virtual" : "")}";

    private static string Generic(MethodBase method) =>
        method.IsGenericMethodDefinition ? $"<{string.Join(", ", method.GetGenericArguments().Select(Name))}>{Constraints(method.GetGenericArguments())}" : "";

    private static string Constraints(Type[] arguments) => string.Concat(arguments.Where(argument => argument.IsGenericParameter).Select(argument =>
        $" where {argument.Name} {argument.GenericParameterAttributes} {string.Join(", ", argument.GetGenericParameterConstraints().Select(Name).Order(StringComparer.Ordinal))}"));

    private static string Parameter(ParameterInfo parameter)
    {
        string kind = parameter.IsOut ? "out " : parameter.IsIn ? "in " : parameter.ParameterType.IsByRef ? "ref " : "";
        bool isParams = parameter.CustomAttributes.Any(attribute => attribute.AttributeType.Name == "ParamArrayAttribute");
        bool isScoped = parameter.CustomAttributes.Any(attribute => attribute.AttributeType.Name == "ScopedRefAttribute");
        return $"{(isScoped ? "scoped " : "")}{(isParams ? "params " : "")}{kind}{Name(parameter.ParameterType)} {parameter.Name}{(parameter.HasDefaultValue ? " = " + Constant(parameter.RawDefaultValue) : "")}";
    }

    private static string Constant(object value) => value is null ? "null" : Convert.ToString(value, CultureInfo.InvariantCulture);

    /// <summary>The attributes that mean something to a caller.</summary>
    private static string Attributes(MemberInfo member) => string.Concat(member.CustomAttributes
        .Where(attribute => attribute.AttributeType.Name is "AttributeUsageAttribute" or "FlagsAttribute" or "ObsoleteAttribute" or "ExtensionAttribute")
        .Select(attribute => $" [{attribute.AttributeType.Name}({string.Join(", ", attribute.ConstructorArguments.Select(argument => argument.Value).Concat(attribute.NamedArguments.Select(argument => $"{argument.MemberName}={argument.TypedValue.Value}")))})]")
        .Order(StringComparer.Ordinal));

    private static string Name(Type type)
    {
        if (type.IsByRef || type.IsArray)
        {
            return Name(type.GetElementType()) + (type.IsByRef ? "&" : "[]");
        }

        if (type.IsGenericParameter)
        {
            return type.Name;
        }

        string name = (type.IsNested ? Name(type.DeclaringType) + "." : type.Namespace + ".") + type.Name;
        return type.IsGenericType ? $"{name}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>" : name;
    }
}
