using System.Globalization;
using System.Reflection;
using System.Text;

namespace FaceML.TestKit;

/// <summary>
/// The approval of an assembly's public surface: PublicApi.approved.txt beside the tests (STYLE: changing the API means changing that
/// file).
/// </summary>
public static class PublicApi
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    /// <summary>
    /// Compares the public surface of <paramref name="assembly"/> with the calling test project's PublicApi.approved.txt.
    /// </summary>
    public static void AssertApproved(Assembly assembly, string file = "PublicApi.approved.txt")
    {
        string project = Assembly.GetCallingAssembly().GetCustomAttributes<AssemblyMetadataAttribute>()
            .First(a => a.Key == "TestProjectDirectory").Value!;
        Snapshot.Compare(Describe(assembly), Path.Combine(project, file));
    }

    /// <summary>The public surface, one line a member, sorted.</summary>
    public static string Describe(Assembly assembly)
    {
        var text = new StringBuilder();
        // The compiler puts extension members into types with names of its own, which are no promise to anybody.
        foreach (Type type in assembly.GetExportedTypes().Where(t => !t.FullName!.Contains('<', StringComparison.Ordinal))
            .OrderBy(t => t.FullName, StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture, $"{Kind(type)} {Name(type)}{Bases(type)}\n");
            if (typeof(Delegate).IsAssignableFrom(type))
            {
                text.Append(CultureInfo.InvariantCulture, $"  {Member(type.GetMethod("Invoke")!)}\n");
                continue;
            }

            foreach (string member in type.GetMembers(Declared).Where(IsVisible).Select(Member).Order(StringComparer.Ordinal))
            {
                text.Append(CultureInfo.InvariantCulture, $"  {member}\n");
            }
        }

        return text.ToString();
    }

    private static string Kind(Type type) =>
        type.IsEnum ? "enum" : type.IsInterface ? "interface" : type.IsValueType ? "struct"
        : typeof(Delegate).IsAssignableFrom(type) ? "delegate"
        : type is { IsAbstract: true, IsSealed: true }
            ? "static class"
            : type.IsAbstract ? "abstract class" : type.IsSealed ? "sealed class" : "class";

    private static string Bases(Type type)
    {
        if (type.IsEnum || typeof(Delegate).IsAssignableFrom(type))
        {
            return "";
        }

        IEnumerable<Type> inherited = type.BaseType is { } parent ? parent.GetInterfaces() : [];
        List<string> names = [.. type.GetInterfaces().Except(inherited).Where(t => t.IsPublic).Select(Name).Order(StringComparer.Ordinal)];
        if (type.BaseType is { } b && b != typeof(object) && b != typeof(ValueType))
        {
            names.Insert(0, Name(b));
        }

        return names.Count == 0 ? "" : " : " + string.Join(", ", names);
    }

    private static bool IsVisible(MemberInfo member) => member switch
    {
        MethodInfo m => (m.IsPublic || m.IsFamily || m.IsFamilyOrAssembly)
            && !(m.IsSpecialName && !m.Name.StartsWith("op_", StringComparison.Ordinal)) && !m.Name.Contains('<', StringComparison.Ordinal),
        ConstructorInfo c => c.IsPublic || c.IsFamily || c.IsFamilyOrAssembly,
        PropertyInfo p => (p.GetMethod ?? p.SetMethod) is { } accessor && IsVisibleAccessor(accessor) || p.SetMethod is { } setter
            && IsVisibleAccessor(setter),
        FieldInfo f => (f.IsPublic || f.IsFamily) && f.Name != "value__",
        EventInfo e => e.AddMethod is { } add && IsVisibleAccessor(add),
        Type t => false,
        _ => false,
    };

    private static bool IsVisibleAccessor(MethodInfo method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static string Member(MemberInfo member) => member switch
    {
        ConstructorInfo c => $"{Modifiers(c)}.ctor({Parameters(c)})",
        MethodInfo m => $"{Modifiers(m)}{Name(m.ReturnType)} {m.Name}{Generics(m)}({Parameters(m)})",
        PropertyInfo p => $"{Modifiers((p.GetMethod ?? p.SetMethod)!)}{Name(p.PropertyType)} {p.Name} "
            + $"{{{(p.GetMethod is { } g && IsVisibleAccessor(g) ? " get;" : "")}{Setter(p)} }}",
        FieldInfo f => f.IsLiteral
            ? $"const {Name(f.FieldType)} {f.Name} = {Convert.ToString(f.GetRawConstantValue(), CultureInfo.InvariantCulture)}"
            : $"{(f.IsStatic ? "static " : "")}{(f.IsInitOnly ? "readonly " : "")}{Name(f.FieldType)} {f.Name}",
        EventInfo e => $"event {Name(e.EventHandlerType!)} {e.Name}",
        _ => member.ToString()!,
    };

    private static string Setter(PropertyInfo property)
    {
        if (property.SetMethod is not { } setter || !IsVisibleAccessor(setter))
        {
            return "";
        }

        bool init = setter.ReturnParameter.GetRequiredCustomModifiers().Any(m => m.Name == "IsExternalInit");
        return init ? " init;" : " set;";
    }

    private static string Modifiers(MethodBase method) =>
        (method.IsFamily || method.IsFamilyOrAssembly ? "protected " : "") + (method.IsStatic ? "static " : "")
        + (method.IsAbstract && !method.DeclaringType!.IsInterface ? "abstract " : "");

    private static string Generics(MethodInfo method) =>
        method.IsGenericMethodDefinition ? $"<{string.Join(", ", method.GetGenericArguments().Select(Name))}>" : "";

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(p =>
        $"{(p.IsOut ? "out " : p.ParameterType.IsByRef ? (p.IsIn ? "in " : "ref ") : "")}{Name(p.ParameterType)} "
            + $"{p.Name}{(p.HasDefaultValue ? " = " + Default(p) : "")}"));

    private static string Default(ParameterInfo parameter) => parameter.RawDefaultValue switch
    {
        null => parameter.ParameterType.IsValueType ? "default" : "null",
        string s => $"\"{s}\"",
        bool b => b ? "true" : "false",
        IFormattable f => f.ToString(null, CultureInfo.InvariantCulture),
        object o => o.ToString()!,
    };

    private static string Name(Type type)
    {
        if (type.IsByRef)
        {
            return Name(type.GetElementType()!);
        }

        if (type.IsArray)
        {
            return Name(type.GetElementType()!) + "[]";
        }

        string name = (type.IsNested && !type.IsGenericParameter ? Name(type.DeclaringType!) + "." : "") + type.Name.Split('`')[0];
        return type.IsGenericType ? $"{name}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>" : name;
    }
}
