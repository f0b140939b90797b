namespace Lithoscope.Runtime;

/// <summary>A kind of step that recipes can name in <c>do:</c>. Derive from <see cref="StepKind{TOptions}"/>.</summary>
public interface IStepKind
{
    /// <summary>The name in recipes: words joined by dots, such as <c>xps.train</c>.</summary>
    string Name { get; }

    /// <summary>What the step does, in one sentence.</summary>
    string Summary { get; }

    /// <summary>The class its options are read into.</summary>
    Type OptionsType { get; }

    /// <summary>Checks options before anything runs.</summary>
    void Validate(object options, StepValidation validation);

    /// <summary>Does the work.</summary>
    StepResult Run(object options, StepContext context);
}

/// <summary>A kind of step whose options are a class.</summary>
/// <typeparam name="TOptions">
/// A class with a settable or init-only property for each option. The key in recipes is the property's name in snake_case; its value
/// in a new object is the default. Attributes say the rest and go into the JSON schema: <c>[Description]</c>, <c>[Required]</c>,
/// <c>[Range]</c>, <c>[MinLength]</c>, and <see cref="FilePathAttribute"/> for paths. Types: string, bool, int, long, ulong, double,
/// enums (written in snake_case), nullable forms, arrays and lists, string-keyed dictionaries, and further classes of this shape.
/// </typeparam>
public abstract class StepKind<TOptions> : IStepKind
    where TOptions : class, new()
{
    /// <inheritdoc/>
    public abstract string Name { get; }

    /// <inheritdoc/>
    public abstract string Summary { get; }

    /// <inheritdoc/>
    public Type OptionsType => typeof(TOptions);

    /// <summary>
    /// Checks options that types and ranges cannot, names the inputs and outputs, and says what would happen. Called for every step
    /// before any step runs and for <c>--dry-run</c>; it must be quick and must not write.
    /// </summary>
    public virtual void Validate(TOptions options, StepValidation validation)
    {
    }

    /// <summary>Does the work. Long loops report to and obey the context, and keep what they have finished in its checkpoint.</summary>
    public abstract StepResult Run(TOptions options, StepContext context);

    void IStepKind.Validate(object options, StepValidation validation) => Validate((TOptions)options, validation);

    StepResult IStepKind.Run(object options, StepContext context) => Run((TOptions)options, context);
}
