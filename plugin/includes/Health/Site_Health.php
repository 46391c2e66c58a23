<?php
declare(strict_types=1);

namespace Pickwave\Health;

use Pickwave\Admin\Rights;
use Pickwave\Admin\Screen;
use Pickwave\Link\Contact;
use Pickwave\Link\Credentials;
use Pickwave\Link\Identity;
use Pickwave\Link\Live;
use Pickwave\Times;

use const Pickwave\VERSION;

/** Tools > Site Health, and the system status report that people send to support. No secrets in either. */
final class Site_Health {

	// The sidecar asks for its lease every half minute or so.
	private const SILENT_MS        = 10 * Times::MINUTE_MS;
	private const JOBS_LATE_SECONDS = 15 * 60;

	public function __construct( private readonly Contact $contact, private readonly Background_Jobs $jobs ) {}

	public function watch(): void {
		add_filter( 'site_status_tests', [ $this, 'add_tests' ] );
		add_action( 'woocommerce_system_status_report', [ $this, 'report' ] );
	}

	/**
	 * @param mixed $tests
	 * @return mixed
	 */
	public function add_tests( mixed $tests ): mixed {
		if ( is_array( $tests ) && is_array( $tests['direct'] ?? null ) ) {
			$tests['direct']['pickwave_sidecar'] = [ 'label' => __( 'Pickwave’s sidecar', 'pickwave' ), 'test' => [ $this, 'sidecar' ] ];
			$tests['direct']['pickwave_jobs']    = [ 'label' => __( 'Background jobs for Pickwave', 'pickwave' ), 'test' => [ $this, 'background_jobs' ] ];
		}
		return $tests;
	}

	/** @return array<string, mixed> */
	public function sidecar(): array {
		if ( null === Credentials::read() ) {
			return self::result( 'pickwave_sidecar', 'recommended', __( 'Pickwave is not paired with a sidecar', 'pickwave' ), __( 'Until it is, no order goes to the warehouse.', 'pickwave' ) );
		}
		$last = $this->contact->last();
		if ( Times::now() - $last < self::SILENT_MS ) {
			return self::result( 'pickwave_sidecar', 'good', __( 'Pickwave’s sidecar is there', 'pickwave' ), __( 'It was heard within the last ten minutes.', 'pickwave' ) );
		}
		return self::result(
			'pickwave_sidecar',
			'critical',
			__( 'Pickwave’s sidecar has not been heard', 'pickwave' ),
			0 === $last
				? __( 'It has never been in touch. Is it running?', 'pickwave' )
				/* translators: %s: a duration, such as "2 hours". */
				: sprintf( __( 'The last time was %s ago. The shop goes on selling, but no order goes to the warehouse and no stock comes back. Start the sidecar.', 'pickwave' ), human_time_diff( intdiv( $last, Times::SECOND_MS ) ) )
		);
	}

	/** @return array<string, mixed> */
	public function background_jobs(): array {
		$late = $this->jobs->past_due();
		return $late['oldest_seconds'] < self::JOBS_LATE_SECONDS
			? self::result( 'pickwave_jobs', 'good', __( 'WooCommerce’s background jobs run', 'pickwave' ), __( 'Pickwave does not depend on them; they give a lost trigger its second chance.', 'pickwave' ) )
			: self::result(
				'pickwave_jobs',
				'recommended',
				__( 'WooCommerce’s background jobs are late', 'pickwave' ),
				/* translators: %d: a number of jobs. */
				sprintf( _n( '%d job should have run long ago. Pickwave goes on without them; other parts of the shop may not.', '%d jobs should have run long ago. Pickwave goes on without them; other parts of the shop may not.', $late['past_due'], 'pickwave' ), $late['past_due'] )
			);
	}

	public function report(): void {
		if ( ! current_user_can( Rights::MANAGE ) ) {
			return;
		}
		$identity = Identity::read();
		$live     = Live::read();
		$rows     = [
			__( 'Version', 'pickwave' )         => VERSION,
			__( 'Paired', 'pickwave' )          => self::yes( null !== Credentials::read() ) . ( Credentials::by_constants() ? ' (wp-config.php)' : '' ),
			__( 'Sidecar', 'pickwave' )         => Credentials::read()->sidecar_url ?? '–',
			__( 'Installation', 'pickwave' )    => $identity->installation_id ?? '–',
			__( 'Frozen copy', 'pickwave' )     => self::yes( true === $identity?->frozen() ),
			__( 'Live', 'pickwave' )            => self::yes( $live->on ) . ( null === $live->from ? '' : ' (' . Times::iso( $live->from ) . ')' ),
			__( 'Sidecar last heard', 'pickwave' ) => $this->contact->last_iso() ?? '–',
		];
		echo '<table class="wc_status_table widefat" cellspacing="0"><thead><tr><th colspan="3" data-export-label="Pickwave"><h2>Pickwave</h2></th></tr></thead><tbody>';
		foreach ( $rows as $label => $value ) {
			printf( '<tr><td data-export-label="%1$s">%1$s:</td><td class="help"></td><td>%2$s</td></tr>', esc_html( $label ), esc_html( $value ) );
		}
		echo '</tbody></table>';
	}

	private static function yes( bool $yes ): string {
		return $yes ? __( 'Yes', 'pickwave' ) : __( 'No', 'pickwave' );
	}

	/**
	 * @param 'good'|'recommended'|'critical' $status
	 * @return array<string, mixed>
	 */
	private static function result( string $test, string $status, string $label, string $words ): array {
		return [
			'label'       => $label,
			'status'      => $status,
			'badge'       => [ 'label' => 'Pickwave', 'color' => 'good' === $status ? 'green' : 'orange' ],
			'description' => '<p>' . esc_html( $words ) . '</p>',
			'actions'     => sprintf( '<p><a href="%s">%s</a></p>', esc_url( Screen::address() ), esc_html__( 'Open Pickwave', 'pickwave' ) ),
			'test'        => $test,
		];
	}
}
