namespace Microsoft.ML.Data;

/// <summary>Gives the member it marks a column type that an application defines.</summary>
/// <remarks>The attribute registers its type with <see cref="DataViewTypeManager"/> when a schema is made of the class.</remarks>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property, AllowMultiple = false, Inherited = true)]
public abstract class DataViewTypeAttribute : Attribute, IEquatable<DataViewTypeAttribute>
{
    /// <summary>Calls <see cref="DataViewTypeManager.Register(DataViewType, Type, DataViewTypeAttribute)"/>. It is called often: registering the same again is fine.</summary>
    public abstract void Register();

    /// <summary>Whether the other attribute stands for the same column type.</summary>
    public abstract bool Equals(DataViewTypeAttribute other);
}
