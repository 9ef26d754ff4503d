namespace Microsoft.ML.Data;

/// <summary>How the public fields and properties of a class become columns. It can be changed before it is used.</summary>
public sealed partial class SchemaDefinition : List<SchemaDefinition.Column>
{
    private SchemaDefinition()
    {
    }

    /// <summary>Which way values go.</summary>
    [Flags]
    public enum Direction
    {
        /// <summary>From objects to columns: properties need a getter.</summary>
        Read = 1,

        /// <summary>From columns to objects: properties need a setter.</summary>
        Write = 2,

        /// <summary>Either way.</summary>
        Both = Read | Write,
    }

    /// <summary>The first column that currently has a name, or null when none has.</summary>
    /// <remarks>Setting replaces it, or adds the value when there is none. The lookup is by the name at the time of the call: keep a column that is renamed.</remarks>
    /// <exception cref="ArgumentException">The value set has another name.</exception>
    public Column this[string columnName]
    {
        get => Find(column => column.ColumnName == columnName);
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            if (value.ColumnName != columnName)
            {
                throw new ArgumentException($"The column is named '{value.ColumnName}' and cannot be set as '{columnName}'.", nameof(columnName));
            }

            int index = FindIndex(column => column.ColumnName == columnName);
            if (index < 0)
            {
                Add(value);
            }
            else
            {
                this[index] = value;
            }
        }
    }

    /// <summary>The columns of a class, as its attributes say: public fields first, then public properties with an accessor for the direction.</summary>
    /// <exception cref="ArgumentException">A member's type has no column type, or an attribute does not fit it, or two columns have one name.</exception>
    public static SchemaDefinition Create(Type userType, Direction direction = Direction.Both)
    {
        ArgumentNullException.ThrowIfNull(userType);
        var result = new SchemaDefinition();
        foreach (MemberInfo member in RowMember.Of(userType, direction))
        {
            string name = member.GetCustomAttribute<ColumnNameAttribute>()?.Name ?? member.Name;
            if (result[name] is not null)
            {
                throw new ArgumentException($"Two members of {userType} are columns named '{name}'.", nameof(userType));
            }

            result.Add(new Column(member.Name, MemberTypes.ColumnTypeOf(member), name));
        }

        return result;
    }

    /// <summary>The columns of a class, of which those that a schema has get its types and annotations.</summary>
    internal static SchemaDefinition Of(Type userType, DataViewSchema schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        SchemaDefinition result = Create(userType, Direction.Read);
        foreach (DataViewSchema.Column column in schema)
        {
            Column member = result[column.Name]
                ?? throw new InvalidOperationException($"{userType} has no member for the column '{column.Name}'.");
            member.Take(column);
        }

        return result;
    }
}
