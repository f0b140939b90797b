using Lithoscope.Runtime;

namespace Lithoscope.Potentials;

/// <summary>The keywords of input.nn: n2p2's, and those of RuNNer that n2p2 passes over. https://compphysvienna.github.io/n2p2/topics/keywords.html.</summary>
internal static class N2p2Keywords
{
    // What evaluation reads.
    private const string Evaluation = """
        number_of_elements elements atom_energy cutoff_type symfunction symfunction_short scale_symmetry_functions scale_symmetry_functions_sigma center_symmetry_functions
        scale_min_short scale_max_short global_hidden_layers_short global_nodes_short global_activation_short element_hidden_layers_short element_nodes_short
        element_activation_short normalize_nodes mean_energy conv_energy conv_length nnp_type nnp_generation nnp_type_gen nnp_gen
        """;

    // What other programs read: training, data sets, and the long-range part of fourth-generation potentials, which are refused by their type.
    private const string Others = """
        conv_charge charge_fraction element_activation_electrostatic element_hidden_layers_electrostatic element_nodes_electrostatic energy_fraction epochs ewald_prec
        ewald_truncation_error_method fixed_gausswidth force_energy_ratio force_fraction force_weight four_pi_epsilon global_activation_electrostatic
        global_hidden_layers_electrostatic global_nodes_electrostatic gradient_adam_beta1 gradient_adam_beta2 gradient_adam_epsilon gradient_adam_eta gradient_adam_weight_decay
        gradient_eta gradient_type initial_hardness jacobian_mode kalman_epsilon kalman_eta kalman_etamax kalman_etatau kalman_lambda_short kalman_nue_short kalman_q0
        kalman_qmin kalman_qtau kalman_type main_error_metric memorize_symfunc_results nguyen_widrow_weights_charge nguyen_widrow_weights_short normalize_data_set parallel_mode
        precondition_weights random_seed repeated_energy_update rmse_threshold rmse_threshold_charge rmse_threshold_energy rmse_threshold_force rmse_threshold_trials
        rmse_threshold_trials_charge rmse_threshold_trials_energy rmse_threshold_trials_force screen_electrostatics selection_mode selection_mode_charge selection_mode_energy
        selection_mode_force short_energy_error_threshold short_energy_fraction short_force_error_threshold short_force_fraction task_batch_size_charge task_batch_size_energy
        task_batch_size_force test_fraction update_strategy updater_type use_old_weights_charge use_old_weights_short use_short_forces weights_max weights_min write_neuronstats
        write_traincharges write_trainforces write_trainlog write_trainpoints write_weights_epoch
        """;

    private const string OfRunner = """
        runner_mode debug_mode nn_type_short random_number_type use_short_nn use_atom_energies energy_threshold max_energy bond_threshold remove_atom_energies calculate_forces
        calculate_stress points_in_memory mix_all_points optmode_short_energy optmode_short_force short_energy_group short_force_group write_pdb write_xyz write_pwscf
        write_weightpos write_symfunctions write_binding_energy_only detailed_timing print_all_short_weights weight_analysis analyze_composition analyze_error
        find_contradictions enable_on_the_fly_input force_update_scaling short_energy_error_threshold short_force_error_threshold write_temporary_weights
        """;

    private static readonly Dictionary<string, bool> Known = Words(Evaluation).Select(w => (w, true)).Concat(Words(Others).Concat(Words(OfRunner)).Select(w => (w, false)))
        .DistinctBy(p => p.w).ToDictionary(p => p.w, p => p.Item2);

    /// <summary>Whether evaluation reads a keyword.</summary>
    /// <exception cref="InputException">It is not known.</exception>
    public static bool IsRead(N2p2Line line)
    {
        if (Known.TryGetValue(line.Keyword, out var isRead)) return isRead;
        var word = Shortened(line.Keyword);
        var meant = NearestName.Near(word, Known.Keys) is { } nearest ? $", perhaps to '{nearest}'," : "";
        throw line.Fault($"'{word}' is not a keyword of n2p2", $"correct it{meant} or put # before it");
    }

    private static string Shortened(string word) => word.Length <= 60 ? word : word[..60] + "…";

    private static IEnumerable<string> Words(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
}
