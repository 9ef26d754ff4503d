namespace Microsoft.ML.Data;

/// <summary>Makes a row of a row.</summary>
public interface IRowToRowMapper
{
    /// <summary>The columns of the rows it takes.</summary>
    DataViewSchema InputSchema { get; }

    /// <summary>The columns of the rows it makes.</summary>
    DataViewSchema OutputSchema { get; }

    /// <summary>The input columns that are needed to make some output columns.</summary>
    IEnumerable<DataViewSchema.Column> GetDependencies(IEnumerable<DataViewSchema.Column> dependingColumns);

    /// <summary>The row made of a row. It follows its input: when that moves, it does.</summary>
    /// <param name="input">A row of the very <see cref="InputSchema"/>, in which the dependencies are active. The result disposes it.</param>
    /// <param name="activeColumns">The columns of <see cref="OutputSchema"/> that will be asked for.</param>
    DataViewRow GetRow(DataViewRow input, IEnumerable<DataViewSchema.Column> activeColumns);
}
