using System.Collections.Concurrent;
using System.Linq.Expressions;

namespace Microsoft.ML.Data;

/// <summary>Reads a member of an object.</summary>
internal delegate void Peek<in TRow, TValue>(TRow row, ref TValue value);

/// <summary>Writes a member of an object.</summary>
internal delegate void Poke<in TRow, in TValue>(TRow row, TValue value);

/// <summary>Compiled access to members, made once for each member in a process.</summary>
internal static class MemberAccess
{
    private static readonly ConcurrentDictionary<(Type Row, MemberInfo Member), Delegate> Peeks = [];
    private static readonly ConcurrentDictionary<(Type Row, MemberInfo Member), Delegate> Pokes = [];

    /// <summary>A <see cref="Peek{TRow, TValue}"/> of the member's CLR type.</summary>
    public static Delegate PeekOf<TRow>(MemberInfo member) => Peeks.GetOrAdd((typeof(TRow), member), static key =>
    {
        Type type = MemberTypes.TypeOf(key.Member);
        ParameterExpression row = Expression.Parameter(key.Row, "row");
        ParameterExpression value = Expression.Parameter(type.MakeByRefType(), "value");
        Expression body = Expression.Block(typeof(void), Expression.Assign(value, Expression.MakeMemberAccess(row, key.Member)));
        return Expression.Lambda(typeof(Peek<,>).MakeGenericType(key.Row, type), body, row, value).Compile();
    });

    /// <summary>A <see cref="Poke{TRow, TValue}"/> of the member's CLR type.</summary>
    public static Delegate PokeOf<TRow>(MemberInfo member) => Pokes.GetOrAdd((typeof(TRow), member), static key =>
    {
        Type type = MemberTypes.TypeOf(key.Member);
        ParameterExpression row = Expression.Parameter(key.Row, "row");
        ParameterExpression value = Expression.Parameter(type, "value");
        Expression body = Expression.Block(typeof(void), Expression.Assign(Expression.MakeMemberAccess(row, key.Member), value));
        return Expression.Lambda(typeof(Poke<,>).MakeGenericType(key.Row, type), body, row, value).Compile();
    });

    /// <summary>Whether a property can be read; fields always can.</summary>
    public static bool CanRead(MemberInfo member) => member is FieldInfo || ((PropertyInfo)member).GetMethod is not null;
}
